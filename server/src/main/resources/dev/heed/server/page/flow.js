// Words in the order and direction of their text, each a button with its direction isolated.

import { h, roving } from "./dom.js";

const MOST = 200; // words to choose from: of a longer text those around the chosen one

export function wordButton(item, { pressed, label, share = false, classes = "" }) {
  return h(
    "button",
    {
      type: "button",
      class: `word ${item.special ? "special" : ""} ${classes}`,
      "data-at": item.at,
      tabindex: pressed ? 0 : -1,
      "aria-pressed": pressed === undefined ? null : String(pressed),
      "aria-label": label,
    },
    h("bdi", {}, item.name),
    share ? h("span", { class: "share", "aria-hidden": "true" }) : null,
  );
}

// How strongly a weight is tinted: the eye compares areas better than depths, so depth grows slowly.
export const tint = weight => String(Math.round(Math.sqrt(Math.max(0, weight)) * 46) / 100);

function around(items, chosen) {
  const first = Math.max(0, Math.min(items.length - MOST, chosen - MOST / 2));
  return items.slice(first, first + MOST);
}

// A row of words of which one is chosen; the arrow keys walk.
export function chooser({ items, direction }, chosen, label, onpick) {
  const box = h("div", { class: "flow choose", role: "group", "aria-label": label, dir: direction },
    around(items, chosen).map(item => wordButton(item, { pressed: item.at === chosen })));
  box.addEventListener("click", event => {
    const button = event.target.closest(".word");
    if (button) onpick(Number(button.dataset.at));
  });
  roving(box, ".word", { pick: button => onpick(Number(button.dataset.at)) });
  return box;
}
