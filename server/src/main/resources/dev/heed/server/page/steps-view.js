// How one number came about: a walk from left to right, each step with the real numbers.

import { ask, layersOf } from "./ask.js";
import { h } from "./dom.js";
import { chooser } from "./flow.js";
import { largestOf, strip } from "./strip.js";
import { fixed, plural, short } from "./numbers.js";
import { read } from "./reading.js";
import { change, state } from "./state.js";
import { windows } from "./windows.js";

const FEW = 6; // numbers of a vector that are printed before the reader asks for all

export async function stepsView(s) {
  const reading = await read(s, "token");
  const chosen = reading.find(s);
  const head = reading.simple ? null : s.head || 1;
  const trace = await ask("steps", reading.steps(chosen, head));
  const told = tell({ s, reading, chosen, head, trace, layers: await layersOf(s) });
  const at = Math.min(s.step, told.length - 1);
  const shownStep = h("section", { class: "card step", "aria-live": "polite", "aria-labelledby": "step-title" },
    h("h2", { id: "step-title" }, h("span", { class: "counter" }, `${at + 1} / ${told.length}`), told[at].title),
    told[at].body());
  const page = h("div", { class: "view steps" },
    h("header", { class: "heading" }, h("h1", {}, "How this number came about")),
    windows(reading),
    chooser(reading, chosen, reading.simple ? "Word" : "Token", to => change({ ...reading.place(to), key: "" })),
    stepper(told, at),
    shownStep,
    h("p", { class: "quiet where" }, reading.simple
      ? `The explainer\u2019s arithmetic on the static vectors of ${reading.model}, one step after the other.`
      : `${reading.model}, layer ${trace.layer}, head ${head}${s.head ? "" : " (the mean of all heads has no steps: pick one above)"}. Vectors of a head have ${trace.query.length} numbers.`),
    h("p", { class: "quiet keys" }, h("kbd", {}, "\u2190"), " ", h("kbd", {}, "\u2192"), " walk through the steps"));
  page.csv = () => stepTable(reading, chosen, trace);
  return page;
}

// Each key of the step with all that follows from it, and what they add up to.
function stepTable(reading, chosen, trace) {
  const numbers = letter => trace.query.map((_, d) => `${letter}${d + 1}`);
  const blank = trace.query.map(() => "");
  return [["from", "to", "place", "product", "scaled score", "exponential", "weight", ...numbers("query "), ...numbers("key "), ...numbers("value ").slice(0, trace.values[0].length)],
    ...trace.columns.map((at, i) => [reading.items[chosen].name, reading.items[at].name, at + 1, trace.products[i], trace.scaledScores[i], trace.exponentials[i], trace.weights[i], ...trace.query, ...trace.keys[i], ...trace.values[i]]),
    [reading.items[chosen].name, "all others", "", "", "", "", trace.rest],
    [reading.items[chosen].name, "result", "", "", "", trace.sum, "", ...blank, ...blank, ...trace.result]];
}

// Arrow keys walk, wherever the focus is, unless it is where arrows have a meaning of their own.
export function walk(event) {
  if (state().view !== "steps" || event.altKey || event.ctrlKey || event.metaKey || event.shiftKey || event.defaultPrevented) return;
  if (event.target.closest("input:not([type=radio]), textarea, select, .scroll, [role=group], [role=tablist], nav")) return;
  const by = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
  const last = document.querySelectorAll(".stepper button").length - 1;
  const at = Math.min(state().step, last);
  if (!by || at + by < 0 || at + by > last) return;
  event.preventDefault();
  change({ step: at + by }, { quiet: true });
}

function stepper(told, at) {
  const list = h("nav", { class: "stepper", "aria-label": "Steps" },
    told.map((step, i) => h("button", { type: "button", "aria-current": i === at ? "step" : null, onclick: () => change({ step: i }, { quiet: true }) },
      h("span", { class: "dot" }, i + 1), h("span", { class: "label" }, step.short))));
  return list;
}

function tell(told) {
  const { reading } = told;
  const steps = [
    { short: "Vectors", title: reading.simple ? "Old word embeddings" : "Query, keys, values", body: () => vectors(told) },
    { short: "Dot product", title: "Similarity: the dot product", body: () => product(told) },
  ];
  if (!reading.simple) steps.push({ short: "\u00f7 \u221ad", title: "Scale by \u221ad", body: () => scaling(told) });
  steps.push(
    { short: "Softmax", title: "Weights: softmax", body: () => softmax(told) },
    { short: "Weighted values", title: "Each value, by its weight", body: () => weighted(told) },
    { short: "New vector", title: reading.simple ? "The new embedding" : "The sum: this head\u2019s result", body: () => result(told) },
  );
  if (told.trace.block) steps.push({ short: "Next layer", title: "What the next layer receives", body: () => block(told) });
  return steps;
}

const bdi = text => h("bdi", { class: "term" }, text);
const nameOf = ({ reading }, i, trace) => reading.items[trace.columns[i]].name;
const sub = text => h("sub", {}, h("bdi", {}, text));

function vectors(told) {
  const { reading, chosen, trace } = told;
  const own = reading.items[chosen].name;
  const largest = largestOf(trace.query, ...trace.keys);
  const rows = [];
  if (reading.simple) {
    if (!trace.columns.includes(chosen)) rows.push(vectorRow(["E", sub(own)], trace.query, largest, true));
    trace.keys.forEach((key, i) => rows.push(vectorRow(["E", sub(nameOf(told, i, trace))], key, largest, trace.columns[i] === chosen)));
    return [
      h("p", {}, "Every word has one static vector of ", plural(trace.query.length, "number"), ", the same in every text. They don\u2019t yet know of each other."),
      h("div", { class: "vectors" }, rows), legend(), others(told)];
  }
  rows.push(vectorRow(["q", sub(own)], trace.query, largest, true));
  trace.keys.forEach((key, i) => rows.push(vectorRow(["k", sub(nameOf(told, i, trace))], key, largest)));
  const values = largestOf(...trace.values);
  trace.values.forEach((value, i) => rows.push(vectorRow(["v", sub(nameOf(told, i, trace))], value, values)));
  return [
    h("p", {}, "Three learned maps turn each token\u2019s vector into what it asks for (query), what it answers to (key) and what it gives (value)."),
    h("div", { class: "vectors" }, rows), legend(), others(told)];
}

function vectorRow(name, vector, largest, own = false) {
  return h("div", { class: `vector-row ${own ? "own" : ""}` },
    h("span", { class: "vector-name" }, name),
    strip(vector, largest),
    h("span", { class: "numbers" }, vector.slice(0, 4).map(value => h("span", {}, fixed(value))), h("span", {}, "\u2026")));
}

const legend = () => h("p", { class: "legend" }, h("span", {}, h("span", { class: "chip down" }), "below zero"), h("span", {}, h("span", { class: "chip up" }), "above zero; the stronger, the larger"));

function others({ trace }) {
  const left = trace.keysTotal - trace.columns.length;
  return left > 0 ? h("p", { class: "quiet" }, `Shown: the ${trace.columns.length} with the largest weights. The other ${left} have ${fixed(trace.rest)} together; they are part of every sum.`) : null;
}

// Which other word is looked at closely: the chosen one, or the heaviest that is not the word itself.
function keyIndex({ s, reading, chosen, trace }) {
  const asked = s.key === "" ? -1 : trace.columns.findIndex(at => reading.keyOf(at) === s.key);
  if (asked >= 0) return asked;
  let best = -1;
  trace.columns.forEach((at, i) => {
    const item = reading.items[at];
    if (at !== chosen && /[\p{L}\p{N}]/u.test(item.name) && !item.special && (best < 0 || trace.weights[i] > trace.weights[best])) best = i;
  });
  return Math.max(0, best);
}

function product(told) {
  const { reading, chosen, trace } = told;
  const own = reading.items[chosen].name;
  const i = keyIndex(told);
  const key = trace.keys[i];
  const other = nameOf(told, i, trace);
  const products = key.map((value, d) => Math.fround(trace.query[d] * value));
  const letter = reading.simple ? ["E", "E"] : ["q", "k"];
  const largest = Math.max(...trace.products.map(Math.abs));
  return [
    h("p", {}, "Multiply the two vectors number by number and add everything up. The result is large where both point the same way."),
    h("div", { class: "bars", role: "group", "aria-label": "Compared with" },
      trace.products.map((value, k) => h("button", {
        type: "button", class: "bar-row", "aria-pressed": String(k === i), onclick: () => change({ key: reading.keyOf(trace.columns[k]) }, { quiet: true }),
      }, h("span", { class: "bar-name" }, bdi(own), " \u00b7 ", bdi(nameOf(told, k, trace))),
      h("span", { class: `track ${value < 0 ? "minus" : ""}` }, h("span", { vars: { "--share": (Math.abs(value) / largest).toFixed(4) } })),
      h("span", { class: "number", "data-product": k }, fixed(value))))),
    h("div", { class: "vectors" },
      vectorRow([letter[0], sub(own)], trace.query, largestOf(trace.query, key), true),
      vectorRow([letter[1], sub(other)], key, largestOf(trace.query, key)),
      vectorRow(["product"], products, largestOf(products))),
    h("p", { class: "formula" },
      letter[0], sub(own), " \u00b7 ", letter[1], sub(other), " = ",
      products.slice(0, 3).map((value, d) => [d ? " + " : "", `${paren(trace.query[d])} \u00d7 ${paren(key[d])}`]),
      " + \u2026 = ", h("b", { class: "number total" }, fixed(trace.products[i]))),
    unfold(`All ${products.length} products`, () => table(
      ["number", ["", letter[0], sub(own)], ["", letter[1], sub(other)], "product", "sum so far"],
      runningRows(trace.query, key, products))),
    others(told)];
}

function runningRows(query, key, products) {
  let sum = 0;
  return products.map((value, d) => {
    sum += query[d] * key[d];
    return [String(d + 1), fixed(query[d], 4), fixed(key[d], 4), fixed(value, 4), fixed(sum, 4)];
  });
}

const paren = value => (value < 0 ? `(${fixed(value)})` : fixed(value));

function unfold(title, content) {
  const details = h("details", {}, h("summary", {}, title));
  details.addEventListener("toggle", () => {
    if (details.open && details.children.length === 1) details.append(content());
  });
  return details;
}

function table(head, rows, { foot, caption } = {}) {
  return h("div", { class: "scroll", tabindex: 0, role: "region", "aria-label": caption ?? "Numbers" },
    h("table", { class: "matrix ledger" },
      caption ? h("caption", {}, caption) : null,
      h("thead", {}, h("tr", {}, head.map(name => (name === "" ? h("td") : h("th", { scope: "col" }, name))))),
      h("tbody", {}, rows.map(([name, ...cells]) => h("tr", {}, h("th", { scope: "row" }, name), cells.map(cell => h("td", {}, cell))))),
      foot ? h("tfoot", {}, h("tr", {}, h("th", { scope: "row" }, foot[0]), foot.slice(1).map(cell => h("td", {}, cell)))) : null));
}

function scaling(told) {
  const { trace } = told;
  const root = Math.sqrt(trace.query.length);
  const divided = Math.abs(trace.scale * root - 1) < 1e-5;
  const scaled = divided ? `\u00f7 ${fixed(root)}` : `\u00d7 ${fixed(trace.scale)}`;
  const score = i => h("b", {}, fixed(trace.scaledScores[i]));
  return [
    divided
      ? h("p", {}, "A sum of ", trace.query.length, " products grows with their number. Divided by \u221a", trace.query.length, " = ", fixed(root),
        " the scores keep a size that softmax can tell apart.")
      : h("p", {}, "This model multiplies its products by ", fixed(trace.scale), "."),
    trace.bias ? h("p", {}, "To each it adds a bias: what it learned, or fixed, for where two tokens stand to each other.") : null,
    trace.bias
      ? table(["key", "q \u00b7 k", scaled, "+ bias", "score"],
        trace.columns.map((at, i) => [bdi(nameOf(told, i, trace)), fixed(trace.products[i]), fixed(trace.products[i] * trace.scale), fixed(trace.bias[i]), score(i)]),
        { caption: "Scores" })
      : table(["key", "q \u00b7 k", scaled],
        trace.columns.map((at, i) => [bdi(nameOf(told, i, trace)), fixed(trace.products[i]), score(i)]),
        { caption: "Scores" }),
    others(told)];
}

function softmax(told) {
  const { trace } = told;
  const rows = trace.columns.map((at, i) => [
    bdi(nameOf(told, i, trace)), fixed(trace.scaledScores[i]), fixed(trace.scaledScores[i] - trace.max),
    fixed(trace.exponentials[i]), h("b", { class: "number", "data-weight": at }, fixed(trace.weights[i])),
  ]);
  if (trace.rest > 0) rows.push([plural(trace.keysTotal - trace.columns.length, "other"), "", "", fixed(trace.sum - trace.exponentials.reduce((a, b) => a + b, 0)), fixed(trace.rest)]);
  return [
    h("p", {}, "Raise e to each score, then divide by the sum of all: every weight lies between 0 and 1, together they are 1. The largest score, ",
      h("b", { class: "number" }, fixed(trace.max)), ", is taken off first; that changes nothing but keeps the numbers small."),
    h("p", { class: "formula" }, "weight = e", h("sup", {}, "score \u2212 max"), " / \u03a3 e", h("sup", {}, "score \u2212 max")),
    table(["", "score", "score \u2212 max", "e\u02e3", "weight"], rows, { caption: "Softmax", foot: ["sum", "", "", fixed(trace.sum), fixed(trace.weights.reduce((a, b) => a + b, trace.rest))] }),
    others(told)];
}

function weighted(told) {
  const { reading, trace } = told;
  const letter = reading.simple ? "E" : "v";
  const largest = largestOf(...trace.values);
  return [
    h("p", {}, reading.simple
      ? "Each word\u2019s static vector is multiplied by its weight: what matters little is faint."
      : "Each token\u2019s value vector is multiplied by its weight: what matters little is faint."),
    h("div", { class: "vectors" }, trace.weightedValues.map((value, i) =>
      vectorRow([h("b", { class: "number" }, fixed(trace.weights[i])), " \u00b7 ", letter, sub(nameOf(told, i, trace))], value, largest))),
    legend(), others(told)];
}

function result(told) {
  const { reading, chosen, trace } = told;
  const own = reading.items[chosen].name;
  const letter = reading.simple ? "E" : "v";
  const largest = largestOf(trace.result, ...trace.weightedValues);
  const order = trace.columns.map((at, i) => i).sort((a, b) => trace.weights[b] - trace.weights[a]);
  const named = order.slice(0, 6).sort((a, b) => a - b);
  return [
    h("p", { class: "formula big" }, bdi(own), "\u2032 = ", named.map((i, n) => [n ? " + " : "",
      h("span", { class: "term-pair" }, h("b", { class: "number" }, fixed(trace.weights[i])), " \u00b7 ", letter, sub(nameOf(told, i, trace)))]),
      trace.keysTotal > named.length ? ` + ${plural(trace.keysTotal - named.length, "other")}` : ""),
    h("div", { class: "vectors" },
      trace.weightedValues.map((value, i) => vectorRow([nameOf(told, i, trace)], value, largest)),
      vectorRow([bdi(own), "\u2032"], trace.result, largest, true)),
    h("p", {}, "Number by number, down the column:"),
    table(["", ...Array.from({ length: FEW }, (_, d) => `number ${d + 1}`)],
      trace.weightedValues.map((value, i) => [bdi(nameOf(told, i, trace)), ...value.slice(0, FEW).map(v => fixed(v))]),
      { foot: ["sum", ...trace.result.slice(0, FEW).map(v => fixed(v))], caption: "The weighted values add up" }),
    reading.simple
      ? h("p", {}, "This new vector knows its neighbours: a little of each of them is in it.")
      : h("p", {}, "Every head does the same with maps of its own; their results stand side by side in the next step."),
    others(told)];
}

function block(told) {
  const { reading, chosen, trace, layers } = told;
  const b = trace.block;
  const own = reading.items[chosen].name;
  const plus = (one, other) => one.map((value, i) => Math.fround(value + other[i]));
  const sum1 = plus(b.input, b.attended);
  const sum2 = plus(b.between, b.fed);
  const row = (name, vector, strong) => vectorRow([name], vector, largestOf(vector), strong);
  const measured = vector => {
    const mean = vector.reduce((a, v) => a + v, 0) / vector.length;
    const deviation = Math.sqrt(vector.reduce((a, v) => a + (v - mean) ** 2, 0) / vector.length);
    return `mean ${short(mean)}, deviation ${short(deviation)}`;
  };
  const below = `layer ${trace.layer}`;
  const above = `layer ${trace.layer - 1}`;
  const between = b.betweenNormed
    ? [row("= sum", sum1), h("p", { class: "quiet" }, `layer norm: ${measured(sum1)}`), row("normed", b.between, true)]
    : [row("= sum", b.between, true)];
  const end = b.outputNormed
    ? [row("= sum", sum2), h("p", { class: "quiet" }, `${b.betweenNormed ? "layer norm" : "norm"}: ${measured(sum2)}`), row(below, b.output, true)]
    : [row(`= ${below}`, b.output, true)];
  const columns = [
    [above, b.input], ["+ attention", b.attended], ["= sum", sum1], ...(b.betweenNormed ? [["normed", b.between]] : []),
    ["+ feed-forward", b.fed], ...(b.outputNormed ? [["= sum", sum2]] : []), [below, b.output]];
  return [
    h("p", { class: "block-said" }, "All heads\u2019 results go through one more learned map; the vector as it came in is added (the residual)",
      b.betweenNormed
        ? ", and a layer norm brings it back to scale: less its mean, over its deviation, times a learned scale, plus a learned shift. A feed-forward network then does its part in the same way."
        : ". The sum goes on as it is: this model brings vectors to scale inside its two parts, not behind the sum. What a feed-forward network makes of it is added in the same way.",
      !b.betweenNormed && b.outputNormed ? " What comes out goes through one more norm." : ""),
    h("div", { class: "vectors ladder" },
      row(above, b.input, false), row("+ attention", b.attended), between,
      row("+ feed-forward", b.fed), end),
    b.betweenNormed ? h("p", { class: "formula" }, "layer norm(x) = (x \u2212 mean) / deviation \u00d7 scale + shift") : null,
    unfold(`All ${b.input.length} numbers`, () => table(["number", ...columns.map(([name]) => name)],
      b.input.map((_, i) => [String(i + 1), ...columns.map(([, vector]) => fixed(vector[i]))]))),
    h("p", {}, "That is the vector of ", bdi(own), ` at layer ${trace.layer}`, trace.layer < layers ? `, and what layer ${trace.layer + 1} begins with.` : ", the model\u2019s last word on it.")];
}
