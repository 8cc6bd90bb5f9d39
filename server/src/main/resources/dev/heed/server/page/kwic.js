// Lines with their word at one place across: keyword in context.

import { h } from "./dom.js";
import { directionOf, shown } from "./numbers.js";

const SIDE = 400; // characters kept on a side; the rest is not on the screen
const WORD = /[\p{L}\p{N}][\p{L}\p{N}\p{M}'\u2019-]*/gu;

// A line of an answer taken apart: what stands before its word, the word, what stands behind it.
export function parts(hit) {
  const start = hit.start - hit.textStart;
  const end = hit.end - hit.textStart;
  return { before: hit.text.slice(0, start), word: hit.text.slice(start, end), after: hit.text.slice(end) };
}

// Whether the line is read from the right: then what comes first stands to the right of its word.
export const fromTheRight = hit => directionOf(hit.text) === "rtl";

// Its neighbours, the nearest first: of the left ones the last word before, then the one before that.
export function neighbours(hit, side) {
  const { before, after } = parts(hit);
  const words = ((side === "left") === !fromTheRight(hit) ? before.match(WORD)?.reverse() : after.match(WORD)) ?? [];
  return words.slice(0, 3).map(word => word.toLocaleLowerCase());
}

// The three cells of a line, in reading order; where they stand is the style's business.
export function kwic(hit) {
  const { before, word, after } = parts(hit);
  const cell = (kind, text) => h("td", { class: kind, role: "cell" }, h("bdi", {}, shown(text)));
  return [cell("before", before.slice(-SIDE)), cell("word-itself", word), cell("after", after.slice(0, SIDE))];
}

// A line as prose, its word marked.
export function sentenceOf(hit) {
  const { before, word, after } = parts(hit);
  return [shown(before), h("strong", {}, h("bdi", {}, shown(word))), shown(after)];
}
