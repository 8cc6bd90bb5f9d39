// A text and its translation side by side: which word came from which, where each word looked in every head, and one row of
// the cross-attention step by step.

import { ask, drawnOrSaid, isFile } from "./ask.js";
import { h, roving } from "./dom.js";
import { tint, wordButton } from "./flow.js";
import { fullShades, shades } from "./legend.js";
import { notes } from "./notes.js";
import { directionOf, fixed, plural, shown } from "./numbers.js";
import { change } from "./state.js";

const NEW = { sentence: 0, written: 0, crossLayer: 0, crossHead: 0 };

export async function translateView(s) {
  const page = h("div", { class: "view translate" },
    h("header", { class: "heading" }, h("h1", {}, "Which word came from which")), isFile ? null : form(s));
  const result = h("div", { class: "result" });
  page.append(result);
  await drawnOrSaid(result, () => draw(result, s));
  return page;
}

const asked = s => ({ from: s.from || null, to: s.to || null, beam: s.beam || null, alignmentHead: s.alignmentHead || null, model: s.translator || null });

function form(s) {
  const text = h("textarea", { id: "source", rows: 3, spellcheck: "false", dir: "auto" });
  text.value = s.source;
  const from = h("input", { id: "from", value: s.from, autocomplete: "off", size: 10 });
  const to = h("input", { id: "to", value: s.to, autocomplete: "off", size: 10 });
  return h("form", { class: "story card", onsubmit: event => {
    event.preventDefault();
    change({ source: text.value, from: from.value.trim(), to: to.value.trim(), ...NEW });
  } },
  h("label", { class: "field" }, h("span", {}, "A text to translate"), text),
  h("div", { class: "buttons languages" },
    h("label", { class: "choose-one" }, h("span", {}, "From"), from), h("label", { class: "choose-one" }, h("span", {}, "To"), to),
    h("button", { type: "submit", class: "primary" }, "Translate")),
  h("p", { class: "quiet" }, "A model of one direction needs no languages."));
}

async function draw(result, s) {
  const answer = await ask("translate", { text: s.source, ...asked(s) });
  const [item] = answer.items;
  const translated = item.sentences.map((_, at) => at).filter(at => item.sentences[at].finish !== null);
  const chosen = translated.includes(s.sentence) ? s.sentence : translated[0];
  const said = [...item.notes, ...(item.lost.length ? [`Lost in the translation: ${item.lost.map(place => place.text).join(", ")}.`] : [])];
  const parts = [both(item, chosen), notes({ notes: said })];
  result.csv = () => [["word", "start", "from", "start", "weight"],
    ...item.sentences.flatMap(({ alignment }) => alignment.map(({ source, target, weight }) => [target.text, target.start, source.text, source.start, weight]))];
  if (chosen !== undefined) {
    const { source } = item.sentences[chosen];
    const cross = await ask("crossattention", { sentence: item.source.slice(source.start, source.end), ...asked(s) });
    parts.push(...looked(read(cross, s), s));
    result.csv = () => table(read(cross, s));
  }
  parts.push(h("p", { class: "quiet where" }, `${answer.model}${answer.alignmentHead ? `, words read from head ${answer.alignmentHead} of the decoder\u2019s cross-attention` : ""}.`));
  result.replaceChildren(...parts.filter(Boolean));
}

// The two texts, a sentence a row; a word that is pointed at shows its partners.
function both(item, chosen) {
  const rows = item.sentences.map((sentence, at) => {
    const source = side(item.source, sentence.source, sentence.alignment.map(link => link.source), at, "source");
    const target = side(item.target, sentence.target, sentence.alignment.map(link => link.target), at, "target");
    const row = h("div", { class: `pair ${at === chosen ? "chosen" : ""}` }, source, target);
    const show = event => partners(row, event.target.closest?.(".word"), sentence.alignment);
    row.addEventListener("pointerover", show);
    row.addEventListener("focusin", show);
    row.addEventListener("pointerleave", () => partners(row, row.contains(document.activeElement) ? document.activeElement.closest(".word") : null, sentence.alignment));
    return row;
  });
  const head = h("div", { class: "pair titles" }, h("h2", {}, "Text"), h("h2", {}, "Translation"));
  const card = h("section", { class: "card pairs" }, head, rows, h("p", { class: "quiet" }, "Point at a word, or walk with the arrow keys, to see where it came from; click to look closer."), shades());
  card.addEventListener("click", event => {
    const button = event.target.closest(".word");
    if (!button) return;
    const sentence = Number(button.closest("[data-sentence]").dataset.sentence);
    const written = button.closest(".target") ? { written: Number(button.dataset.start) - item.sentences[sentence].target.start } : {};
    change({ sentence, ...written });
  });
  return card;
}

function side(text, span, places, sentence, name) {
  const own = text.slice(span.start, span.end);
  const box = h("div", { class: `flow ${name}`, role: "group", "aria-label": `${name === "source" ? "Text" : "Translation"}, sentence ${sentence + 1}`, "data-sentence": sentence, dir: directionOf(own) });
  const starts = [...new Set(places.map(place => place.start))].sort((a, b) => a - b);
  let at = span.start;
  for (const start of starts) {
    const { end } = places.find(place => place.start === start);
    if (start < at) continue;
    if (start > at) box.append(h("span", { class: "between" }, h("bdi", {}, shown(text.slice(at, start)))));
    const button = wordButton({ at: start, name: shown(text.slice(start, end)) }, { share: true });
    button.dataset.start = start;
    box.append(button);
    at = end;
  }
  if (at < span.end) box.append(h("span", { class: "between" }, h("bdi", {}, shown(text.slice(at, span.end)))));
  if (starts.length) roving(box, ".word");
  return box;
}

function partners(row, button, alignment) {
  const of = button?.closest(".target") ? "target" : "source";
  const other = of === "target" ? "source" : "target";
  const links = button ? alignment.filter(link => link[of].start === Number(button.dataset.start)) : [];
  for (const each of row.querySelectorAll(".word")) {
    const link = each.closest("." + other) && links.find(candidate => candidate[other].start === Number(each.dataset.start));
    each.style.setProperty("--tint", link ? tint(link.weight) : "0");
    each.querySelector(".share").textContent = link ? fixed(link.weight, 2) : "";
    each.classList.toggle("asking", each === button);
  }
}

// One sentence by words: each head's weights, special tokens left out and rows made to sum to 1, as the alignment reads them.
function read(cross, s) {
  const visible = words => words.filter(word => word.kind !== "special");
  const source = visible(cross.sourceWords);
  const target = visible(cross.targetWords);
  const [, layer, head, after] = /^(\d+)\.(\d+)(\+1)?$/.exec(cross.alignmentHead);
  const own = !s.crossLayer;
  const at = { layer: own ? Number(layer) : s.crossLayer, head: own ? Number(head) : s.crossHead, after: own ? Boolean(after) : false };
  const weights = byWords(cross, source, target, at.layer, at.head, at.after);
  const written = Math.max(0, target.findIndex(word => word.start <= s.written && s.written < word.end));
  return { cross, source, target, at, weights, written };
}

function byWords({ weights, targetTokens }, source, target, layer, head, after) {
  return target.map(word => {
    const sums = source.map(from => word.tokens.reduce((sum, token) => sum + total(weights[layer - 1][head - 1][Math.min(targetTokens.length - 1, token + (after ? 1 : 0))], from.tokens), 0));
    const all = sums.reduce((sum, weight) => sum + weight, 0);
    return sums.map(weight => (all > 0 ? weight / all : 0));
  });
}

const total = (row, tokens) => tokens.reduce((sum, token) => sum + row[token], 0);
const name = word => h("bdi", {}, shown(word.text));

function looked(looks, s) {
  return [
    h("section", { class: "card" }, h("h2", {}, "Where each word looked"), weightTable(looks), shades()),
    h("section", { class: "card" }, h("h2", {}, "All heads at a glance"), glance(looks)),
    h("section", { class: "card", "aria-live": "polite" }, h("h2", {}, "One row, step by step"), steps(looks, s))];
}

const headName = ({ layer, head, after }) => `layer ${layer}, head ${head}${after ? ", read at the step after" : ""}`;

function weightTable({ source, target, weights, at, written }) {
  const caption = `Rows: words of the translation; columns: words of the text; ${headName(at)}. What goes to special tokens is left out, each row sums to 1.`;
  return h("div", { class: "scroll", tabindex: 0, role: "region", "aria-label": "Where each word looked" },
    h("table", { class: "matrix" }, h("caption", {}, h("span", {}, caption)),
      h("thead", {}, h("tr", {}, h("td", { class: "corner" }, h("span", { class: "unseen" }, "looked at")), source.map(word => h("th", { scope: "col" }, name(word))))),
      h("tbody", {}, target.map((word, row) => h("tr", { class: row === written ? "chosen" : null },
        h("th", { scope: "row" }, h("button", { type: "button", class: "plain", "data-at": row, "aria-pressed": String(row === written), onclick: () => change({ written: word.start }) }, name(word))),
        weights[row].map(weight => h("td", { vars: { "--tint": tint(weight) } }, fixed(weight, 2))))))));
}

function glance({ cross, source, target, at }) {
  const layers = Array.from({ length: cross.layers }, (_, i) => i + 1);
  const heads = Array.from({ length: cross.heads }, (_, i) => i + 1);
  const grid = h("div", { class: "heads", vars: { "--heads": cross.heads } },
    h("div", { class: "layer numbers-of-heads", "aria-hidden": "true" }, h("span"), h("div", { class: "layer-heads" }, heads.map(head => h("span", {}, head)))),
    layers.map(layer => h("div", { class: "layer", role: "group", "aria-label": `Layer ${layer}` }, h("span", { class: "layer-name" }, `layer ${layer}`),
      h("div", { class: "layer-heads" }, heads.map(head => thumb(byWords(cross, source, target, layer, head, false), source, layer, head, at))))));
  grid.addEventListener("click", event => {
    const button = event.target.closest(".thumb");
    if (button) change({ crossLayer: Number(button.dataset.layer), crossHead: Number(button.dataset.head) });
  });
  roving(grid, ".thumb", { columns: () => cross.heads });
  return h("div", {}, h("p", { class: "quiet" }, `${plural(cross.layers, "layer")} of ${plural(cross.heads, "head")}. In each square a row is a word of the translation, a column a word of the text. The alignment is read from head ${cross.alignmentHead}.`), grid, fullShades("weight"));
}

function thumb(weights, source, layer, head, at) {
  const canvas = h("canvas", { width: source.length * 4, height: Math.max(1, weights.length) * 4, "aria-hidden": "true" });
  const chosen = at.layer === layer && at.head === head;
  requestAnimationFrame(() => {
    const context = canvas.getContext("2d");
    context.fillStyle = getComputedStyle(canvas).getPropertyValue("--up");
    weights.forEach((row, i) => row.forEach((weight, j) => {
      context.globalAlpha = Math.min(1, Math.sqrt(weight) * 1.05);
      context.fillRect(j * 4, i * 4, 4, 4);
    }));
  });
  const sure = weights.reduce((sum, row) => sum + Math.max(0, ...row), 0) / Math.max(1, weights.length);
  return h("button", { type: "button", class: "thumb", "data-layer": layer, "data-head": head, tabindex: chosen ? 0 : -1, "aria-current": chosen ? "true" : null, "aria-label": `Layer ${layer}, head ${head}: ${Math.round(sure * 100)}% of a word\u2019s weight goes to one word` }, canvas);
}

// From the weights of a step's tokens to the share of each word.
function steps({ cross, source, target, at, weights, written }) {
  const word = target[written];
  if (!word) return h("p", {}, "There is no word in it.");
  const rows = word.tokens.map(token => Math.min(cross.targetTokens.length - 1, token + (at.after ? 1 : 0)));
  const row = cross.sourceTokens.map((_, i) => rows.reduce((sum, token) => sum + cross.weights[at.layer - 1][at.head - 1][token][i], 0) / rows.length);
  const special = cross.sourceTokens.reduce((sum, token, i) => sum + (token.special ? row[i] : 0), 0);
  const best = weights[written].indexOf(Math.max(...weights[written]));
  return h("div", {},
    h("p", {}, "To write ", h("b", {}, name(word)), `, ${plural(rows.length, "step")} of ${headName(at)} asked the text: query times each token\u2019s key, softmax. `,
      `${fixed(special, 2)} went to special tokens; the rest, by word and made to sum to 1, is most to `, h("b", {}, name(source[best])), ` with ${fixed(weights[written][best], 2)}.`),
    h("div", { class: "scroll", tabindex: 0, role: "region", "aria-label": "One row, token by token" },
      h("table", { class: "bar-table" }, h("caption", { class: "unseen" }, "Weights of the text\u2019s tokens"),
        h("tbody", {}, cross.sourceTokens.map((token, i) => h("tr", {},
          h("th", { scope: "row" }, h("bdi", {}, shown(token.special ? token.piece : token.text))),
          h("td", { class: "bar-cell", "aria-hidden": "true" }, h("span", { class: "span", vars: { "--from": 0, "--to": Math.min(1, row[i]).toFixed(4), "--zero": 0 } })),
          h("td", { class: "number" }, fixed(row[i]))))))));
}

function table({ cross, source, target }) {
  const rows = [["layer", "head", "word", "from", "weight"]];
  for (let layer = 1; layer <= cross.layers; layer++) {
    for (let head = 1; head <= cross.heads; head++) {
      byWords(cross, source, target, layer, head, false).forEach((row, t) => row.forEach((weight, j) => rows.push([layer, head, target[t].text, source[j].text, weight])));
    }
  }
  return rows;
}
