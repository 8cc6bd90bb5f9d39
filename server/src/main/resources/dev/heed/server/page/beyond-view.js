// Beyond raw weights: three other looks at the same word, each under its own name, and where they differ.

import { ask } from "./ask.js";
import { h } from "./dom.js";
import { chooser } from "./flow.js";
import { fixed } from "./numbers.js";
import { read } from "./reading.js";
import { change } from "./state.js";
import { windows } from "./windows.js";

// name, what it is, what it says, what it does not say
const LOOKS = [
  { key: "weights", name: "Raw weight", what: "mean of the layer\u2019s heads",
    says: "which share of each word\u2019s value goes into the sum.",
    not: "how large that value is, nor what later layers do with it." },
  { key: "rollout", name: "Rollout", what: "Abnar and Zuidema, 2020",
    says: "along which paths through all layers a word of the input can reach this one: the layers\u2019 weights multiplied, half for the residual.",
    not: "how much of it arrives: values, projections and feed-forward networks are left out, and the half is a convention." },
  { key: "norms", name: "Weighted value", what: "Kobayashi et al., 2020",
    says: "how much arrives: the length of weight \u00d7 value, after the output projection, as a part of the row. A large weight on a small value, as [CLS] mostly has, counts little.",
    not: "whether that matters: the residual, the norm and the layers above are left out." },
  { key: "onWord", name: "Word moves", what: "leave one out, last layer",
    says: "how far this word\u2019s vector moves (1 \u2212 cosine) when the other is left out and the text is read again.",
    not: "that the other is the reason: a text without it is another text, and two words that say the same can each go without a trace." },
  { key: "onText", name: "Text moves", what: "leave one out, last layer",
    says: "the same for the vector of the whole text.",
    not: "anything about this word." },
];

export async function beyondView(s) {
  const reading = await read({ ...s, mode: "model" }, "word");
  const chosen = reading.find(s);
  const found = await ask("beyond", { text: s.text, layer: s.layer || null, window: reading.base.window ?? null, row: chosen, model: s.model || null });
  const columns = LOOKS.map(look => ({ ...look, values: valuesOf(found, look.key, reading.items.length) }))
    .filter(column => column.values.some(value => value !== null));
  const own = reading.items[chosen].name;
  const page = h("div", { class: "view beyond" },
    h("header", { class: "heading" }, h("h1", {}, "Beyond raw weights"),
      h("p", {}, "Attention is not explanation: a weight says what is mixed in, not what made the difference. Here are other looks at the same word, and they do not agree.")),
    windows(reading),
    chooser(reading, chosen, "Word", at => change(reading.place(at))),
    h("section", { class: "card" }, h("h2", {}, "What comes first for ", h("bdi", { class: "term" }, own)),
      firsts(columns, reading.items, chosen), table(columns, reading.items, chosen, own),
      found.leftOut === null ? h("p", { class: "quiet" }, "Leaving out each word in turn is done for texts of at most 100 words.") : null),
    h("section", { class: "looks" }, columns.map(meaning)));
  page.csv = () => [["word", "place", ...columns.map(column => column.name)],
    ...reading.items.map(item => [item.name, item.at + 1, ...columns.map(column => column.values[item.at] ?? "")])];
  return page;
}

function valuesOf(found, key, words) {
  if (found[key]) return found[key];
  const values = Array.from({ length: words }, () => null);
  for (const effect of found.leftOut ?? []) values[effect.word] = effect[key];
  return values;
}

// For each look the word that it puts first, the word itself left aside.
function firsts(columns, items, chosen) {
  return h("dl", { class: "firsts" }, columns.map(column => {
    const at = firstOf(column.values, chosen);
    return h("div", {}, h("dt", {}, column.name), h("dd", {}, h("bdi", { class: "term" }, items[at].name)));
  }));
}

function firstOf(values, chosen) {
  let best = -1;
  values.forEach((value, at) => {
    if (at !== chosen && value !== null && (best < 0 || value > values[best])) best = at;
  });
  return Math.max(0, best);
}

function table(columns, items, chosen, own) {
  const caption = `Five looks at ${own}; the largest of each, apart from the word itself, stands out`;
  const largest = columns.map(column => Math.max(...column.values.map(value => value ?? 0), 1e-9));
  const first = columns.map(column => firstOf(column.values, chosen));
  return h("div", { class: "scroll", tabindex: 0, role: "region", "aria-label": caption },
    h("table", { class: "matrix looks-table" },
      h("caption", {}, h("span", {}, caption)),
      h("thead", {}, h("tr", {}, h("td", { class: "corner" }), columns.map(column => h("th", { scope: "col" }, column.name)))),
      h("tbody", {}, items.map(item => h("tr", { class: item.at === chosen ? "chosen" : null },
        h("th", { scope: "row", class: item.special ? "special" : null }, h("bdi", {}, item.name)),
        columns.map((column, i) => cell(column.values[item.at], largest[i], item.at === first[i])))))));
}

function cell(value, largest, first) {
  if (value === null) return h("td", { class: "none" }, "\u2013");
  return h("td", { class: first ? "bar-cell first" : "bar-cell", vars: { "--share": (Math.max(0, value) / largest).toFixed(4) } }, fixed(value));
}

function meaning(column) {
  return h("article", {}, h("h3", {}, column.name, h("span", { class: "quiet" }, ` ${column.what}`)),
    h("p", {}, h("b", {}, "Says "), column.says), h("p", {}, h("b", {}, "Does not say "), column.not));
}
