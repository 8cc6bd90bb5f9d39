// The largest weights of one row, as a table: how much, at which place, and what stands around it. A click goes there.

import { h, roving } from "./dom.js";
import { count, fixed, shown } from "./numbers.js";

const ROWS = 24;
const AROUND = 5; // words and signs on each side

export function ranking(reading, at, row, goes) {
  const caption = `The largest weights of ${reading.items[at].name}`;
  const rows = row.largest.slice(0, ROWS).map((part, i) => line(reading, part, i === 0, goes));
  const box = h("div", { class: "scroll ranking-scroll", tabindex: 0, role: "region", "aria-label": caption },
    h("table", { class: "matrix ranking" },
      h("caption", {}, h("span", {}, caption)),
      h("thead", {}, h("tr", {},
        h("th", { scope: "col" }, "weight"), h("th", { scope: "col" }, "word"),
        h("th", { scope: "col" }, `place of ${count(reading.items.length)}`), h("th", { scope: "col" }, "where it stands"))),
      h("tbody", {}, rows)));
  roving(box, "tbody button");
  return box;
}

function line(reading, { at, weight }, first, goes) {
  const item = reading.items[at];
  return h("tr", {},
    h("td", { class: "weight" }, fixed(weight, 4)),
    h("th", { scope: "row" },
      h("button", { type: "button", class: "plain", tabindex: first ? 0 : -1, "aria-label": `Go to ${item.name}, place ${count(at + 1)}`, onclick: () => goes(at) }, h("bdi", {}, item.name))),
    h("td", { class: "place" }, count(at + 1)),
    h("td", { class: "around", dir: reading.direction }, item.special ? "\u2013" : around(reading, at)));
}

// A few words before and behind, as the text has them.
function around({ items, text }, at) {
  let first = at;
  while (first > 0 && at - first < AROUND && !items[first - 1].special) first--;
  let last = at;
  while (last + 1 < items.length && last - at < AROUND && !items[last + 1].special) last++;
  const { start, end } = items[at];
  const cut = (from, to) => shown(text.slice(from, to).replace(/\s+/g, " "));
  const before = cut(items[first].start, start);
  const after = cut(end, items[last].end);
  return [
    text.slice(0, items[first].start).trim() ? "\u2026 " : "", before,
    h("strong", {}, h("bdi", {}, items[at].name)),
    after, text.slice(items[last].end).trim() ? " \u2026" : ""];
}
