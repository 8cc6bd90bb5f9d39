// What a shade means: five of them, from nothing to the most.

import { h } from "./dom.js";
import { tint } from "./flow.js";
import { fixed } from "./numbers.js";

const PARTS = [0, 0.05, 0.2, 0.5, 1];

// most: what the strongest shade stands for; signs: whether the other colour stands for less than zero
export function shades(most = 1, { signs = false, what = "weight" } = {}) {
  const digits = most >= 0.5 ? 2 : 3;
  return h("p", { class: "legend shades" }, h("span", {}, what),
    signs ? swatch(tint(1), `\u2212${fixed(most, digits)}`, "minus") : null,
    PARTS.map(part => swatch(tint(part), fixed(part * most, digits))),
    h("span", {}, "by the square root, so that small ones are seen"));
}

// The same where the colour is full at the most.
export const fullShades = what => h("p", { class: "legend shades" }, h("span", {}, what),
  PARTS.map(part => swatch(Math.min(1, Math.sqrt(part) * 1.05).toFixed(2), fixed(part, 2), "full")),
  h("span", {}, "by the square root, so that small ones are seen"));

const swatch = (depth, number, kind = "") => h("span", {}, h("span", { class: `swatch ${kind}`, vars: { "--tint": depth } }), number);
