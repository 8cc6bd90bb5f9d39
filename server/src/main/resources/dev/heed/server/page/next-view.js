// What a language model expects next: the likeliest words, why one of them, what each layer would say, and where each token
// of the story looks. Word by word the story goes on.

import { ask } from "./ask.js";
import { h } from "./dom.js";
import { tint } from "./flow.js";
import { shades } from "./legend.js";
import { count, fixed, plural, shown } from "./numbers.js";
import { change } from "./state.js";

const TOP = 10;
const ROWS = 24; // tokens of the triangle, the last ones
const LENS = 5; // candidates of each layer
const PARTS = 10; // single parts that are named

export async function nextView(s) {
  const asked = { text: s.story, model: s.language || null };
  const next = await ask("next", { ...asked, top: TOP });
  const shaped = await probabilitiesAt(s.temperature, asked, next);
  const picked = next.candidates.some(each => each.id === s.pick) ? s.pick : next.candidates[0].id;
  const against = s.against >= 0 && s.against !== picked && next.candidates.some(each => each.id === s.against) ? s.against : -1;
  const [{ why }, triangle, { models }] = await Promise.all([
    ask("next", { ...asked, top: TOP, whyId: picked, againstId: against < 0 ? null : against }),
    ask("triangle", { ...asked, rows: ROWS }), ask("models", {})]);
  const precision = models.find(each => each.name === next.model)?.precision;
  const page = h("div", { class: "view next" },
    h("header", { class: "heading" }, h("h1", {}, "What comes next")),
    form(s, next),
    h("div", { class: "two next-two" },
      h("section", { class: "card" }, h("h2", {}, "The likeliest words"), bars(s, next, shaped, picked), heat(s, asked, next)),
      h("section", { class: "card", "aria-live": "polite" }, reasons(next, why, picked, against))),
    h("section", { class: "card" }, h("h2", {}, "Layer by layer"), lens(next)),
    h("section", { class: "card" }, h("h2", {}, "Where each token looks"), grown(triangle)),
    h("p", { class: "quiet where" }, `${next.model}${precision === "fp32" ? "" : ` in ${precision}`}, ${plural(next.position, "token")} read. Probabilities are shares among all words of its vocabulary; a layer\u2019s are what the model would say if it ended there.`));
  page.csv = () => table(next, shaped, why, triangle);
  return page;
}

const nameOf = ({ text, piece }) => (text ? shown(text.replace(/^ /, "")) || "\u2423" : piece);

// A word as a part of the text: a blank before it is seen.
const word = token => h("bdi", { class: "term" }, token.text?.startsWith(" ") && token.text.length > 1 ? h("span", { class: "blank", "aria-hidden": "true" }, "\u2423") : null, nameOf(token));

function form(s, next) {
  const field = h("textarea", { id: "story", rows: 2, spellcheck: "false", dir: "auto", onkeydown: event => {
    if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    change({ story: field.value, pick: -1, against: -1 });
  } });
  field.value = s.story;
  const picked = next.candidates.find(each => each.id === s.pick) ?? next.candidates[0];
  return h("form", { class: "story card", onsubmit: event => {
    event.preventDefault();
    change({ story: field.value, pick: -1, against: -1 });
  } },
  h("label", { class: "field" }, h("span", {}, "A text that is to go on"), field),
  h("div", { class: "buttons" },
    h("button", { type: "submit", class: "primary" }, "What comes next?"),
    h("button", { type: "button", id: "write-word", disabled: !picked.text, onclick: () => change({ story: s.story + picked.text, pick: -1, against: -1 }) }, "Write ", word(picked))));
}

async function probabilitiesAt(percent, asked, next) {
  if (percent === 100) return next.candidates.map(each => each.probability);
  return (await ask("shaped", { ...asked, ids: next.candidates.map(each => each.id), percent })).probabilities;
}

function bars(s, next, shaped, picked) {
  return h("div", { class: "bars words-next", role: "group", "aria-label": "Candidates" },
    next.candidates.map((each, i) => h("button", {
      type: "button", class: "bar-row", "data-id": each.id, "data-at": i, "aria-pressed": String(each.id === picked), onclick: () => change({ pick: each.id, against: -1 }),
    }, h("span", { class: "bar-name" }, word(each)),
    h("span", { class: "track" }, h("span", { vars: { "--share": shaped[i].toFixed(4) } })),
    h("span", { class: "number" }, fixed(shaped[i])))));
}

// The slider reshapes the bars at once; where it is let go stands in the address.
function heat(s, asked, next) {
  const said = h("output", { for: "temperature" }, fixed(s.temperature / 100, 2));
  const rest = h("p", { class: "quiet" }, "Divides every score before softmax: below 1 the first word gains, above 1 the last ones do.");
  let turn = 0;
  const slider = h("input", { type: "range", id: "temperature", min: 10, max: 300, step: 5, value: s.temperature, oninput: async () => {
    const mine = ++turn;
    const percent = Number(slider.value);
    said.value = fixed(percent / 100, 2);
    const shaped = await probabilitiesAt(percent, asked, next);
    if (mine !== turn) return;
    slider.closest("section").querySelectorAll(".bar-row").forEach((row, i) => {
      row.querySelector(".track span").style.setProperty("--share", shaped[i].toFixed(4));
      row.querySelector(".number").textContent = fixed(shaped[i]);
    });
  }, onchange: () => change({ temperature: Number(slider.value) }, { quiet: true }) });
  return h("div", { class: "heat" }, h("label", { class: "slider", for: "temperature" }, h("span", {}, "Temperature"), slider, said), rest);
}

// A score taken apart: by kind, by place, by layer, and the largest single parts. Each table adds up to the score.
function reasons(next, why, picked, against) {
  const chosen = next.candidates.find(each => each.id === picked);
  const other = next.candidates.find(each => each.id === against);
  const choice = h("select", { id: "against", onchange: () => change({ against: Number(choice.value), pick: picked }) },
    h("option", { value: -1 }, "nothing: its own score"),
    next.candidates.filter(each => each.id !== picked).map(each => h("option", { value: each.id, selected: each.id === against }, nameOf(each))));
  const attended = why.parts.filter(part => part.kind === "attention");
  return [
    h("h2", {}, "Why ", word(chosen), other ? [" and not ", word(other)] : null, "?"),
    h("p", {}, other ? "The difference of their scores, " : "Its score, ", h("b", { class: "number total" }, fixed(why.logit)), ", is a sum: what the text\u2019s last token is, what each head brought from each place, what each feed-forward network added. The last norm\u2019s scale is held at what it was."),
    h("label", { class: "choose-one" }, h("span", {}, "Against"), choice),
    parts("By kind", [["its own embedding", total(why.parts, "embedding")], ["attention", total(why.parts, "attention")], ["feed-forward networks", total(why.parts, "feedForward")], ["biases", total(why.parts, "bias")], ["rounding", why.rest]].filter(([, share]) => share !== 0), why.logit),
    parts("What attention brought, by place", next.tokens.map((token, at) => [placed(token, at), sumOf(attended.filter(part => isAt(part, token, at, next)))]).filter(([, share]) => share !== 0).slice(-ROWS)),
    parts("By layer", layers(why.parts)),
    parts("The largest parts", [...why.parts].sort((a, b) => Math.abs(b.share) - Math.abs(a.share)).slice(0, PARTS).map(part => [called(part), part.share]))];
}

const sumOf = all => all.reduce((sum, part) => sum + part.share, 0);
const total = (all, kind) => sumOf(all.filter(part => part.kind === kind));
const placed = (token, at) => [h("span", { class: "quiet" }, `${at + 1} `), word(token.special ? { text: "", piece: token.piece } : token)];

// Tokens have no numbers of their own in the document: equal ones are told apart by where they stand.
function isAt(part, token, at, next) {
  const same = other => other.id === token.id && other.start === token.start && other.end === token.end;
  return part.from && same(part.from) && next.tokens.findIndex(same) === at;
}

function layers(all) {
  const last = Math.max(...all.map(part => part.layer));
  return Array.from({ length: last }, (_, i) => i + 1).flatMap(layer => ["attention", "feedForward"].map(kind =>
    [`layer ${layer}, ${kind === "attention" ? "attention" : "feed-forward"}`, sumOf(all.filter(part => part.layer === layer && part.kind === kind))]));
}

function called(part) {
  const where = part.from ? [" from ", word(part.from.special ? { text: "", piece: part.from.piece } : part.from)] : "";
  switch (part.kind) {
    case "attention": return [`layer ${part.layer}, head ${part.head}`, where];
    case "feedForward": return `layer ${part.layer}, feed-forward`;
    case "embedding": return "its own embedding";
    default: return part.layer ? `layer ${part.layer}, biases` : "biases";
  }
}

function parts(caption, rows, sum) {
  const least = Math.min(0, ...rows.map(([, share]) => share));
  const width = Math.max(Math.max(0, ...rows.map(([, share]) => share)) - least, 1e-9);
  const at = share => ((share - least) / width).toFixed(4);
  return h("details", { class: "parts", open: sum !== undefined }, h("summary", {}, caption),
    h("table", { class: "bar-table" },
      h("caption", { class: "unseen" }, caption),
      h("tbody", {}, rows.map(([name, share]) => h("tr", {}, h("th", { scope: "row" }, name),
        h("td", { class: "bar-cell", "aria-hidden": "true" }, h("span", { class: `span ${share < 0 ? "apart" : ""}`, vars: { "--from": share < 0 ? at(share) : at(0), "--to": share < 0 ? at(0) : at(share), "--zero": at(0) } })),
        h("td", { class: "number", "data-share": share }, fixed(share))))),
      sum === undefined ? null : h("tfoot", {}, h("tr", {}, h("th", { scope: "row" }, "sum"), h("td", { "aria-hidden": "true" }), h("td", { class: "number" }, fixed(sum))))));
}

function lens(next) {
  return h("div", {}, h("div", { class: "scroll", tabindex: 0, role: "region", "aria-label": "Layer by layer" },
    h("table", { class: "matrix lens" },
      h("caption", {}, h("span", {}, "What the model would say if it ended after a layer, and how sure it would be")),
      h("thead", {}, h("tr", {}, h("th", { scope: "col" }, "after layer"), Array.from({ length: LENS }, (_, i) => h("th", { scope: "col" }, `${i + 1}.`)))),
      h("tbody", {}, next.layers.map(layer => h("tr", {}, h("th", { scope: "row" }, layer.layer),
        layer.candidates.slice(0, LENS).map(each => h("td", { vars: { "--tint": tint(each.probability) } }, word(each), " ", h("span", { class: "share-of" }, fixed(each.probability, 2))))))))),
    shades(1, { what: "probability" }));
}

// The triangle of attention: a row a token, as long as what it sees. It grows with the story.
function grown({ tokens, rows, first }) {
  const name = at => word(tokens[at].special ? { text: "", piece: tokens[at].piece } : tokens[at]);
  const shownFrom = first;
  const caption = `Rows look, columns are looked at: mean of all layers and heads. ${shownFrom > 0 ? `The last ${count(rows.length)} of ${plural(tokens.length, "token")}; what goes to the earlier ones stands in the first column.` : "A token sees itself and what stands before it."}`;
  return h("div", {}, h("div", { class: "scroll", tabindex: 0, role: "region", "aria-label": "Where each token looks" },
    h("table", { class: "matrix triangle" },
      h("caption", {}, h("span", {}, caption)),
      h("thead", {}, h("tr", {}, h("td", { class: "corner" }), shownFrom > 0 ? h("th", { scope: "col" }, "earlier") : null,
        rows.map((_, i) => h("th", { scope: "col" }, name(shownFrom + i))))),
      h("tbody", {}, rows.map(({ weights }, i) => h("tr", {}, h("th", { scope: "row" }, name(shownFrom + i)),
        shownFrom > 0 ? cell(weights.slice(0, shownFrom).reduce((sum, weight) => sum + weight, 0)) : null,
        weights.slice(shownFrom).map(cell)))))),
    shades());
}

const cell = weight => h("td", { vars: { "--tint": tint(weight) } }, fixed(weight, 2));

function table(next, shaped, why, { tokens, rows }) {
  const blank = n => Array.from({ length: n }, () => "");
  return [["what", "layer", "head", "token", "place", "id", "score", "probability", "at the temperature", "part of the score"],
    ...next.candidates.map((each, i) => ["candidate", "", "", each.text || each.piece, i + 1, each.id, each.logit, each.probability, shaped[i], ""]),
    ...next.layers.flatMap(layer => layer.candidates.map((each, i) => ["after layer", layer.layer, "", each.text || each.piece, i + 1, each.id, each.logit, each.probability, "", ""])),
    ...why.parts.map(part => [part.kind, part.layer, part.head ?? "", part.from ? part.from.text ?? part.from.piece : "", "", why.id, "", "", "", part.share]),
    ["rest", ...blank(4), why.id, "", "", "", why.rest],
    ...rows.flatMap(({ weights }) => weights.map((weight, to) => ["looks", "", "", `${tokens[weights.length - 1].text ?? tokens[weights.length - 1].piece} \u2192 ${tokens[to].text ?? tokens[to].piece}`, to + 1, tokens[to].id, "", weight, "", ""]))];
}
