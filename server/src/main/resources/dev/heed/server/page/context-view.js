// From static to contextual: one word in two or more sentences.

import { ask, isFile } from "./ask.js";
import { curve } from "./curve.js";
import { h } from "./dom.js";
import { tint } from "./flow.js";
import { shades } from "./legend.js";
import { notes } from "./notes.js";
import { fixed, shown } from "./numbers.js";
import { plane } from "./plane.js";
import { change } from "./state.js";

const MOST = 8;

export async function contextView(s) {
  const page = h("div", { class: "view context" },
    h("header", { class: "heading" }, h("h1", {}, s.texts.length > 2 ? `One word, ${s.texts.length} sentences` : "One word, two sentences"),
      h("p", {}, "A static vector is the same wherever the word stands. Layer by layer the sentence moves it: the curve is the cosine between the occurrences, from 1.00 down.")),
    isFile ? null : form(s));
  const compared = await ask("compare", { word: s.focus, texts: s.texts, detail: true, model: s.model || null });
  const last = compared.layers.length - 1;
  const layer = s.layer && s.layer <= last ? s.layer : last;
  const places = compared.occurrences;
  const points = ["static", ...compared.layers.map(each => String(each.layer))];
  const lines = places.slice(1, 5).map((_, i) => ({
    name: `1 and ${i + 2}`,
    colour: places.length > 2 ? (i + 1) % 4 : 0, // that of the other place on the map
    values: [compared.static[0][i + 1], ...compared.layers.map(each => each.similarity[0][i + 1])],
  }));
  const pick = point => change({ layer: Math.max(1, point - 1) }, { quiet: true });
  page.append(
    h("section", { class: "card two" },
      h("div", {}, h("h2", {}, "Similarity, layer by layer"), curve({ points, lines, chosen: layer + 1, onpick: pick }),
        lines.length > 1 ? h("p", { class: "legend" }, lines.map(line => h("span", {}, h("span", { class: `chip line-${line.colour}` }), line.name))) : null,
        slider(layer, last), verdicts(compared), notes(compared)),
      h("div", {}, h("h2", {}, "Where they stand"), plane(compared.map, places, layer))),
    h("section", { class: places.length % 3 === 1 ? "occurrences by-two" : "occurrences", "aria-label": `Layer ${layer}` }, places.slice(0, MOST).map((place, i) => occurrence(compared, place, i, layer, s))),
    table(compared, places, points, lines));
  page.csv = () => [["occurrences", "layer", "cosine"], ...lines.flatMap(line => line.values.map((value, i) => [line.name, points[i], value]))];
  return page;
}

function form(s) {
  const texts = h("div", { class: "texts" }, s.texts.map((text, i) => field(text, i, s.texts.length)));
  const word = h("input", { id: "focus", name: "focus", value: s.focus, autocomplete: "off", spellcheck: "false", size: 12, dir: "auto" });
  const read = () => [...texts.querySelectorAll("input")].map(input => input.value).filter(text => text.trim());
  const box = h("form", { class: "compare card", onsubmit: event => {
    event.preventDefault();
    change({ focus: word.value.trim(), texts: read() });
  } },
  h("label", { class: "field" }, h("span", {}, "Word"), word), texts,
  h("div", { class: "buttons" },
    h("button", { type: "submit", class: "primary" }, "Compare"),
    s.texts.length < MOST ? h("button", { type: "button", onclick: () => {
      const added = field("", texts.children.length, 3);
      texts.append(added);
      added.querySelector("input").focus();
    } }, "Add a sentence") : null));
  return box;
}

function field(text, i, total) {
  const row = h("div", { class: "field" },
    h("label", {}, h("span", {}, `Sentence ${i + 1}`), h("input", { value: text, autocomplete: "off", dir: "auto" })),
    total > 2 ? h("button", { type: "button", class: "plain", "aria-label": `Leave sentence ${i + 1} out`, onclick: () => row.remove() }, "\u00d7") : null);
  return row;
}

function slider(layer, last) {
  const input = h("input", { type: "range", id: "layer-slider", min: 1, max: last, value: layer, oninput: event => change({ layer: Number(event.target.value) }, { quiet: true }) });
  return h("label", { class: "slider" }, h("span", {}, "Layer"), input, h("output", { for: "layer-slider" }, String(layer)));
}

// Whether the word means the same, pair by pair; nothing if the model has no statistics, or does not know the word.
function verdicts({ sameMeaning, occurrences }) {
  if (!sameMeaning) return null;
  const answer = ({ same, sure }) => [h("strong", {}, same ? "yes" : "no"), " ", h("span", { class: "quiet" }, sure)];
  return h("section", { class: "verdicts" }, h("h3", {}, "Same meaning?"),
    occurrences.length === 2 ? h("p", { class: "verdict" }, answer(sameMeaning[0]))
      : h("div", { class: "scroll", tabindex: 0, role: "region", "aria-label": "Same meaning?" },
        h("ul", {}, sameMeaning.map(pair => h("li", { class: "verdict" }, h("span", { class: "pair" }, `${pair.a + 1} and ${pair.b + 1}`), answer(pair))))),
    h("p", { class: "quiet" }, "A rule fitted on pairs that people judged, from the word, its surroundings and the text; it errs on about one pair in four."));
}

function occurrence(compared, place, i, layer, s) {
  const text = s.texts[place.index];
  const pulls = compared.pulls?.[layer - 1]?.occurrences[i];
  const weights = new Map((pulls?.words ?? []).map(word => [word.start, word]));
  const near = compared.neighbors?.[layer + 1]?.occurrences[i].words ?? [];
  return h("article", { class: "card occurrence" },
    h("h2", {}, h("span", { class: `badge line-own-${i % 4}` }, i + 1), ` Layer ${layer}`),
    h("p", { class: "sentence", dir: "auto" }, sentence(text, place, weights)),
    pulls ? shades() : null,
    pulls ? h("p", { class: "quiet" }, "Tinted: what ", h("bdi", { class: "term" }, shown(place.text)), " attends to here, mean of the heads.",
      pulls.special > 0.005 ? ` ${fixed(pulls.special, 2)} goes to special tokens, ${fixed(pulls.own, 2)} to itself.` : "") : null,
    near.length ? h("div", {}, h("h3", {}, "Nearest words of the static table"),
      h("ol", { class: "near" }, near.map(word => h("li", {}, h("bdi", {}, word.word), h("span", { class: "number" }, fixed(word.similarity, 2)))))) : null);
}

function sentence(text, place, weights) {
  const parts = [];
  let at = 0;
  const marks = [...weights.values(), { start: place.start, end: place.end, own: true }].sort((a, b) => a.start - b.start);
  for (const mark of marks) {
    if (mark.start < at) continue;
    parts.push(shown(text.slice(at, mark.start)));
    parts.push(mark.own
      ? h("strong", {}, h("bdi", {}, shown(text.slice(mark.start, mark.end))))
      : h("span", { class: "tinted", vars: { "--tint": tint(mark.weight) }, title: fixed(mark.weight) },
        h("bdi", {}, shown(text.slice(mark.start, mark.end))), h("span", { class: "share" }, fixed(mark.weight, 2))));
    at = mark.end;
  }
  parts.push(shown(text.slice(at)));
  return parts;
}

function table(compared, places, points, lines) {
  return h("details", { class: "card" }, h("summary", {}, "The curve as a table"),
    h("div", { class: "scroll", tabindex: 0, role: "region", "aria-label": "Similarity by layer" },
      h("table", { class: "matrix" },
        h("caption", {}, h("span", {}, `Cosine of the vectors of \u201c${shown(compared.word)}\u201d`)),
        h("thead", {}, h("tr", {}, h("th", { scope: "col" }, "occurrences"), points.map(point => h("th", { scope: "col" }, point === "static" ? point : `layer ${point}`)))),
        h("tbody", {}, lines.map(line => h("tr", {}, h("th", { scope: "row" }, line.name), line.values.map(value => h("td", {}, fixed(value, 2)))))))));
}
