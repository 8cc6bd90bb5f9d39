// Words in the order and direction of their text, each a button with its direction isolated.

import { h } from "./dom.js";

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
