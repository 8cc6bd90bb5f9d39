// The senses of a word in a text: a map of its places, and beside it the senses with their lines; merge, split, name.

import { ask, drawnOrSaid, isFile } from "./ask.js";
import { askedInFile, corpusField, linesWith } from "./corpus.js";
import { h, svg } from "./dom.js";
import { sentenceOf } from "./kwic.js";
import { colourOf, shape } from "./marks.js";
import { notes } from "./notes.js";
import { fixed, plural, shown } from "./numbers.js";
import { change, state } from "./state.js";

const SIZE = 460;
const EDGE = 22;

let edits = []; // steps on the senses found, as the server takes them
let editsOf = "";
let picked = null; // a place whose line is read

export async function sensesView(s) {
  const asked = question(s);
  const same = JSON.stringify({ ...asked, edits: null });
  if (same !== editsOf) {
    edits = [];
    picked = null;
    editsOf = same;
  }
  const page = h("div", { class: "view senses" },
    h("header", { class: "heading" }, h("h1", {}, "The senses of a word"),
      h("p", {}, "Every place of the word is taken through the model and grouped with those that use it alike; how many senses there are is found, not told.")),
    isFile ? askedInFile(s.focus) : form(s));
  const result = h("div", { class: "result" });
  page.append(result);
  await drawnOrSaid(result, () => draw(result, s));
  return page;
}

function question(s) {
  return { word: s.focus, corpus: linesWith(s.focus), forms: s.forms === "yes", edits: edits.length ? edits : null, model: s.model || null };
}

function form(s) {
  const word = h("input", { id: "focus", value: s.focus, autocomplete: "off", spellcheck: "false", size: 12, dir: "auto" });
  const forms = h("input", { type: "checkbox", id: "forms", checked: s.forms === "yes" });
  const submit = () => {
    const before = JSON.stringify([state().focus, state().forms, state().round]);
    change({ focus: word.value.trim(), forms: forms.checked ? "yes" : "no", round: s.round });
    if (JSON.stringify([state().focus, state().forms, state().round]) === before) change({ round: s.round + 1 }, { quiet: true });
  };
  return h("form", { class: "asking-meaning card", onsubmit: event => {
    event.preventDefault();
    submit();
  } },
  h("label", { class: "field" }, h("span", {}, "Word"), word),
  h("label", { class: "tick" }, forms, " and its inflections"),
  h("div", { class: "buttons" }, h("button", { type: "submit", class: "primary" }, "Find its senses")),
  corpusField());
}

async function draw(result, s) {
  const answer = await ask("senses", question(s));
  const redraw = async step => {
    edits = [...edits, step];
    picked = null;
    try {
      await draw(result, s);
    } catch (error) {
      edits = edits.slice(0, -1);
      result.querySelector(".said-of-edit").textContent = error.message;
    }
  };
  const undo = async () => {
    edits = edits.slice(0, -1);
    await draw(result, s);
  };
  const line = h("p", { class: "line-read", role: "status" }, picked ? lineOf(picked) : "Click a point to read its line.");
  const read = hit => {
    picked = hit;
    line.replaceChildren(...[lineOf(hit)].flat());
    for (const point of result.querySelectorAll("[data-place]")) point.classList.toggle("chosen", point.dataset.place === placeOf(hit));
  };
  const found = answer.senses.length;
  result.csv = () => [["sense", "name", "file", "line", "start", "confidence", "similarity", "text"],
    ...[...answer.senses.flatMap(sense => sense.members.map(hit => [sense.id, sense.name ?? "", hit])), ...answer.unclear.map(hit => ["unclear", "", hit])]
      .map(([id, name, hit]) => [id, name, hit.file, hit.line, hit.start, hit.confidence, hit.similarity, hit.text])];
  result.replaceChildren(
    h("div", { class: "senses-head" },
      h("h2", {}, found === 1 ? `One sense in ${plural(answer.occurrences, "place")}, as far as can be seen`
        : `${found} senses in ${plural(answer.occurrences, "place")}`),
      edits.length ? h("button", { type: "button", class: "undo", onclick: undo }, "Undo") : null),
    h("p", { class: "said-of-edit notice error", role: "status" }),
    ...[notes(answer)].filter(Boolean),
    h("div", { class: "senses-body" },
      h("section", { class: "card map-card", "aria-label": "Map" }, map(answer, read), line),
      h("div", { class: "sense-list" }, answer.senses.map(sense => card(sense, answer, read, redraw)),
        answer.unclear.length ? unclear(answer, read) : null)));
}

const placeOf = hit => `${hit.line}:${hit.start}`;

function lineOf(hit) {
  return [h("span", { class: "quiet" }, `line ${hit.line} \u00b7 ${hit.confidence < 1 ? `${Math.round(hit.confidence * 100)}% sure` : "one sense"} \u00b7 `), ...sentenceOf(hit)];
}

function map(answer, read) {
  const all = [...answer.senses.flatMap(sense => sense.members.map(hit => ({ hit, sense }))), ...answer.unclear.map(hit => ({ hit, sense: null }))];
  const xs = all.map(({ hit }) => hit.x);
  const ys = all.map(({ hit }) => hit.y);
  const [x0, x1, y0, y1] = [Math.min(...xs), Math.max(...xs), Math.min(...ys), Math.max(...ys)];
  const scale = (SIZE - 2 * EDGE) / Math.max(x1 - x0, y1 - y0, 1e-9);
  const x = value => SIZE / 2 + (value - (x0 + x1) / 2) * scale;
  const y = value => SIZE / 2 - (value - (y0 + y1) / 2) * scale;
  const at = hit => ({ transform: `translate(${x(hit.x).toFixed(1)} ${y(hit.y).toFixed(1)})`, onclick: () => read(hit) });
  const titleOf = hit => svg("title", {}, shown(hit.text.slice(0, 200)));
  const share = i => `${Math.round(answer.variance[i] * 100)}%`;
  const drawn = svg("svg", { viewBox: `0 0 ${SIZE} ${SIZE}`, role: "img",
    "aria-label": `Map of ${all.length} places in ${answer.senses.length} senses; the lines stand beside it` },
  [...all.map(({ hit }) => svg("circle", { r: 11, class: "hit", ...at(hit) }, titleOf(hit))), // below every mark: what is seen is what is clicked
    ...all.map(({ hit, sense }) => svg("g", {
      class: `point ${sense ? colourOf(sense) : "unclear"} ${picked && placeOf(picked) === placeOf(hit) ? "chosen" : ""}`,
      "data-place": placeOf(hit), ...at(hit),
    }, shape(sense), titleOf(hit)))]);
  return h("div", { class: "plane sense-map" }, drawn,
    h("p", { class: "quiet" }, `The two directions in which the vectors differ most (${share(0)} and ${share(1)} of their variance). What looks apart is apart; what looks together may differ in others.`));
}

function card(sense, answer, read, redraw) {
  const name = sense.name ?? `sense ${sense.id}`;
  const others = answer.senses.filter(other => other.id !== sense.id);
  const field = isFile ? h("h3", {}, h("bdi", {}, shown(name))) : h("input", { id: `name-${sense.id}`, value: sense.name ?? "", placeholder: `sense ${sense.id}`, maxlength: 100, autocomplete: "off", dir: "auto", "aria-label": `Name of sense ${sense.id}`,
    onchange: () => redraw(`name ${sense.id}=${field.value}`) });
  const merge = others.length ? h("select", { "aria-label": `Merge ${name} with`, onchange: () => redraw(`merge ${sense.id},${merge.value}`) },
    h("option", { value: "" }, "Merge with\u2026"), others.map(other => h("option", { value: other.id }, other.name ?? `sense ${other.id}`))) : null;
  return h("article", { class: "card sense" },
    h("header", {},
      h("svg-mark", {}, svg("svg", { viewBox: "-8 -8 16 16", width: 18, height: 18, "aria-hidden": "true", class: colourOf(sense) }, shape(sense))),
      field, h("span", { class: "number quiet" }, `${sense.size} \u00b7 ${Math.round(sense.share * 100)}%`)),
    sense.keywords.length ? h("p", { class: "keywords" }, sense.keywords.map(word => h("bdi", {}, shown(word)))) : null,
    lines(sense.examples, read, `Central lines of ${name}`),
    h("details", {}, h("summary", {}, "All its lines, and the doubtful ones"),
      h("h3", {}, "Doubtful"), lines(sense.doubtful, read, `Doubtful lines of ${name}`),
      h("h3", {}, "All"), lines(sense.members, read, `All lines of ${name}`)),
    isFile ? null : h("div", { class: "buttons" }, merge,
      sense.size > 1 ? h("button", { type: "button", onclick: () => redraw(`split ${sense.id}`) }, "Split") : null));
}

function unclear(answer, read) {
  return h("article", { class: "card sense" }, h("header", {}, h("h3", {}, "Unclear"), h("span", { class: "number quiet" }, String(answer.unclear.length))),
    lines(answer.unclear, read, "Unclear lines"));
}

function lines(hits, read, label) {
  return h("ul", { class: "lines-of", "aria-label": label }, hits.map(hit => h("li", {},
    h("button", { type: "button", class: "plain", dir: "auto", title: `line ${hit.line}, cosine ${fixed(hit.similarity, 2)}`, onclick: () => read(hit) }, sentenceOf(hit)))));
}
