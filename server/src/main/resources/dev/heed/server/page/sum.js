// A word's new vector as a weighted sum, and the weights as one bar that adds up to 1.

import { h } from "./dom.js";
import { count, fixed, plural } from "./numbers.js";

const NAMED = 6;
const FEW = 40; // items; in longer texts a name that comes again says where it stands

// row: [{at, weight}] largest first; of: what stands behind a weight, "E" or "V"
export function sum(items, chosen, { largest, rest }, { named = NAMED, simple }) {
  const parts = largest.slice(0, named);
  const others = largest.slice(named).reduce((total, part) => total + part.weight, rest);
  const inOrder = items.length <= named ? [...parts].sort((a, b) => a.at - b.at) : parts;
  const again = name => items.length > FEW && parts.filter(part => items[part.at].name === name).length > 1;
  const term = item => [h("bdi", { class: "term" }, item.name), again(item.name) ? h("sub", {}, count(item.at + 1)) : null];
  const what = item => (simple ? term(item) : ["V(", term(item), ")"]);
  const terms = inOrder.flatMap((part, i) => [
    i ? " + " : "",
    h("span", { class: "term-pair" }, h("b", { class: "number" }, fixed(part.weight)), " · ", what(items[part.at])),
  ]);
  const left = items.length - parts.length;
  if (left > 0) terms.push(" + ", h("span", { class: "term-pair" }, h("b", { class: "number" }, fixed(others)), ` · (${plural(left, "other")})`));
  const bar = h(
    "div",
    { class: "bar", "aria-hidden": "true" },
    inOrder.map(part =>
      h("span", { vars: { "--share": part.weight.toFixed(4), "--tint": String(0.2 + part.weight * 0.6) }, class: items[part.at].special ? "special" : null },
        part.weight > 0.09 ? h("bdi", {}, items[part.at].name) : "")),
    left > 0 ? h("span", { class: "others", vars: { "--share": others.toFixed(4) } }, others > 0.12 ? "others" : "") : null,
  );
  return h(
    "div",
    { class: "sum" },
    h("p", { class: "formula" }, h("bdi", { class: "term" }, items[chosen].name), h("span", { class: "prime" }, "\u2032"), " = ", terms),
    bar,
  );
}
