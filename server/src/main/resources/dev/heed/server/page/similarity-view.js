// Two texts: how alike they are, which pairs of words carry the number, and what each word does to it.

import { ask, drawnOrSaid, isFile } from "./ask.js";
import { h } from "./dom.js";
import { tint } from "./flow.js";
import { shades } from "./legend.js";
import { notes } from "./notes.js";
import { fixed, shown } from "./numbers.js";
import { change } from "./state.js";

const MOST_PAIRS = 8;

export async function similarityView(s) {
  const page = h("div", { class: "view similarity" },
    h("header", { class: "heading" }, h("h1", {}, "How alike, and why"),
      h("p", {}, "The score is the cosine of the two texts\u2019 vectors. What a word does to it is told by leaving it out; where it is a sum over pairs of words, their shares say where the number sits.")),
    isFile ? null : form(s));
  const result = h("div", { class: "result" });
  page.append(result);
  await drawnOrSaid(result, () => draw(result, s));
  return page;
}

async function draw(result, s) {
  const answer = await ask("similarity", { a: s.a, b: s.b, model: s.model || null });
  result.csv = () => (answer.exact
    ? [["first text", "start", "second text", "start", "share"], ...answer.pairs.map(({ a, b, share }) => [a.text, a.start, b.text, b.start, share]), ["rest", "", "", "", answer.rest], ["score", "", "", "", answer.score]]
    : [["text", "word", "start", "effect"], ...["a", "b"].flatMap(side => answer.effects[side].map(word => [side === "a" ? "first" : "second", word.text, word.start, word.effect])), ["score", "", "", answer.score]]);
  result.replaceChildren(...[
    reading(answer),
    notes(answer),
    answer.exact ? null : h("p", { class: "notice no-shares" }, withoutShares(answer.pooling)),
    answer.exact ? h("div", { class: "shares" },
      h("section", { class: "card" }, h("h2", {}, "Shares of the score"), matrix(answer), shades(mostOf(answer), { signs: true, what: "share" })),
      h("section", { class: "card" }, h("h2", {}, "Pairs that bring them together"), pairs(answer))) : null,
    h("section", { class: "card" }, h("h2", {}, "What each word does"), effects(answer)),
  ].filter(Boolean));
}

function form(s) {
  const a = h("input", { id: "text-a", value: s.a, autocomplete: "off", dir: "auto" });
  const b = h("input", { id: "text-b", value: s.b, autocomplete: "off", dir: "auto" });
  return h("form", { class: "compare two-texts card", onsubmit: event => {
    event.preventDefault();
    change({ a: a.value, b: b.value });
  } },
  h("label", { class: "field" }, h("span", {}, "First text"), a),
  h("label", { class: "field" }, h("span", {}, "Second text"), b),
  h("div", { class: "buttons" }, h("button", { type: "submit", class: "primary" }, "Compare")));
}

function reading(answer) {
  return h("p", { class: "reading" }, h("output", { class: "score" }, fixed(answer.score)),
    h("span", {}, answer.standing ?? (answer.notes?.length ? "" : "How similar random texts are to this model is not known.")));
}

const POOLED = {
  cls: "the vector of its first token, into which attention has gathered the others",
  last_token: "the vector of its last token, into which attention has gathered those before it",
  max: "the largest value of its tokens in each number",
};

// Why there are no shares, of a model whose texts' vectors are no sums over tokens.
function withoutShares(pooling) {
  const why = POOLED[pooling]
    ? `To this model a text\u2019s vector is ${POOLED[pooling]}. The score is then no sum over words, and there are no shares of it to show.`
    : `This model makes a text\u2019s vector by ${pooling} pooling; shares of a score are told only where that is a plain mean of the tokens\u2019 vectors.`;
  return `${why} What a word does is told all the same: each number below is computed anew, without the word.`;
}

// What stands on each side, as places in the text: only words.
function sides(answer) {
  return { down: answer.effects.a, across: answer.effects.b };
}

const mostOf = answer => Math.max(...answer.pairs.map(pair => Math.abs(pair.share)), 1e-9);

function matrix(answer) {
  const { down, across } = sides(answer);
  const key = place => `${place.start}`;
  const share = new Map(answer.pairs.map(pair => [key(pair.a) + " " + key(pair.b), pair.share]));
  const most = mostOf(answer);
  const cells = down.flatMap(row => across.map(column => share.get(key(row) + " " + key(column)) ?? 0));
  const rest = answer.score - cells.reduce((sum, value) => sum + value, 0);
  const caption = `Rows: words of the first text; columns: of the second. With ${fixed(rest)} from special tokens and punctuation they add up to ${fixed(answer.score)}.`;
  return h("div", { class: "scroll", tabindex: 0, role: "region", "aria-label": "Shares of the score" },
    h("table", { class: "matrix" }, h("caption", {}, h("span", {}, caption)),
      h("thead", {}, h("tr", {}, h("td", { class: "corner" }, h("span", { class: "unseen" }, "share")),
        across.map(word => h("th", { scope: "col" }, h("bdi", {}, shown(word.text)))))),
      h("tbody", {}, down.map(row => h("tr", {}, h("th", { scope: "row" }, h("bdi", {}, shown(row.text))),
        across.map(column => {
          const value = share.get(key(row) + " " + key(column)) ?? 0;
          return h("td", { class: value < 0 ? "minus" : null, vars: { "--tint": tint(Math.abs(value) / most) } }, fixed(value));
        }))))));
}

function pairs(answer) {
  const words = new Set([...answer.effects.a.map(e => "a" + e.start), ...answer.effects.b.map(e => "b" + e.start)]);
  const best = answer.pairs.filter(pair => pair.matched > 0 && words.has("a" + pair.a.start) && words.has("b" + pair.b.start))
    .sort((x, y) => y.matched - x.matched).slice(0, MOST_PAIRS);
  const most = best[0]?.matched ?? 1;
  return h("table", { class: "bar-table" },
    h("caption", { class: "quiet" }, "What a share has over that of any two words of their weight, times how alike the two are inside the model"),
    h("tbody", {}, best.map(pair => h("tr", {},
      h("th", { scope: "row" }, h("bdi", {}, shown(pair.a.text)), " \u2013 ", h("bdi", {}, shown(pair.b.text))),
      bar(0, pair.matched / most), h("td", { class: "number" }, fixed(pair.matched))))));
}

// A bar between two places, 0 to 1 across its cell; its number stands beside it.
function bar(from, to, kind = "") {
  return h("td", { class: "bar-cell", "aria-hidden": "true" },
    h("span", { class: `span ${kind}`, vars: { "--from": Math.min(from, to).toFixed(4), "--to": Math.max(from, to).toFixed(4), "--zero": from.toFixed(4) } }));
}

// What each word does, on one scale for both texts, from a common zero.
function effects({ effects }) {
  const all = [...effects.a, ...effects.b].map(word => word.effect);
  const least = Math.min(0, ...all);
  const width = Math.max(Math.max(0, ...all) - least, 1e-9);
  const at = effect => (effect - least) / width;
  return h("div", {},
    h("p", { class: "quiet" }, "The score now, less the score without the word. Below 0, to the left, it sets the texts apart."),
    h("div", { class: "sides" }, ["a", "b"].map(side => h("table", { class: "bar-table" },
      h("caption", {}, side === "a" ? "First text" : "Second text"),
      h("tbody", {}, effects[side].map(word => h("tr", {}, h("th", { scope: "row" }, h("bdi", {}, shown(word.text))),
        bar(at(0), at(word.effect), word.effect < 0 ? "apart" : ""),
        h("td", { class: `number ${word.effect < 0 ? "against" : ""}` }, fixed(word.effect)))))))));
}
