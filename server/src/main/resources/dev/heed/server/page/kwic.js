// Lines with their word at one place across: keyword in context.

import { h } from "./dom.js";
import { shown } from "./numbers.js";

const SIDE = 400; // characters kept on a side; the rest is not on the screen

// The three cells of a line of an answer.
export function kwic(hit) {
  const start = hit.start - hit.textStart;
  const end = hit.end - hit.textStart;
  const before = hit.text.slice(Math.max(0, start - SIDE), start);
  const after = hit.text.slice(end, end + SIDE);
  return [
    h("td", { class: "before", role: "cell" }, h("bdi", {}, shown(before))),
    h("td", { class: "word-itself", role: "cell" }, h("bdi", {}, shown(hit.text.slice(start, end)))),
    h("td", { class: "after", role: "cell" }, h("bdi", {}, shown(after))),
  ];
}

// A line as prose, its word marked.
export function sentenceOf(hit) {
  const start = hit.start - hit.textStart;
  const end = hit.end - hit.textStart;
  return [shown(hit.text.slice(0, start)), h("strong", {}, h("bdi", {}, shown(hit.text.slice(start, end)))), shown(hit.text.slice(end))];
}
