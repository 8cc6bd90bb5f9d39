// Where a text has more tokens than the model reads at once: which window is looked at, and a way to the others.

import { h } from "./dom.js";
import { count } from "./numbers.js";
import { change } from "./state.js";

export function windows(reading) {
  if (reading.windows < 2) return null;
  const goes = to => change({ window: to, word: 0, part: 0, key: "" });
  return h("div", { class: "windows", role: "group", "aria-label": "Windows" },
    h("p", {}, `The model reads ${count(reading.tokenCount)} tokens at once, this text has ${count(reading.tokensTotal)}: it is read in ${reading.windows} overlapping windows, which do not attend to each other.`),
    h("button", { type: "button", disabled: reading.window === 0, onclick: () => goes(reading.window - 1) }, "Previous"),
    h("span", { class: "number" }, `Window ${reading.window + 1} of ${reading.windows}`),
    h("button", { type: "button", disabled: reading.window + 1 === reading.windows, onclick: () => goes(reading.window + 1) }, "Next"));
}
