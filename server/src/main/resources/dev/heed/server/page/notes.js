// What the reader must know of an answer, as its document says it: unknown words, what is not said and why.

import { h } from "./dom.js";
import { shown } from "./numbers.js";

export function notes({ notes: lines }) {
  return lines?.length ? h("ul", { class: "notes quiet" }, lines.map(line => h("li", {}, shown(line)))) : null;
}
