// The lines that use a word as a text does, the nearest first, aligned on the word; more like this, less like that.

import { ask, drawnOrSaid, isFile } from "./ask.js";
import { choose } from "./choices.js";
import { askedInFile, corpusField, linesWith } from "./corpus.js";
import { h } from "./dom.js";
import { fromTheRight, kwic, neighbours, parts } from "./kwic.js";
import { fixed, plural } from "./numbers.js";
import { change } from "./state.js";

const LINES = [40, 200, 2000]; // the server gives no more
const ORDERS = [["meaning", "use, nearest first"], ["cosine", "cosine"], ["left", "left neighbour"], ["right", "right neighbour"], ["line", "place in the text"]];

let judged = new Map(); // line → "like" or "not"
let judgedOf = "";

export async function concordanceView(s) {
  const page = h("div", { class: "view concordance" },
    h("header", { class: "heading" }, h("h1", {}, "Lines that use it so"),
      h("p", {}, "A text says in which sense the word is meant; the lines of the corpus that use it like this come first.")),
    isFile ? askedInFile(s.focus, s.query) : form(s));
  const result = h("div", { class: "result" });
  page.append(result);
  await drawnOrSaid(result, () => draw(result, s));
  return page;
}

function form(s) {
  const text = h("input", { id: "query", value: s.query, autocomplete: "off", dir: "auto" });
  const word = h("input", { id: "focus", value: s.focus, autocomplete: "off", spellcheck: "false", size: 12, dir: "auto" });
  return h("form", { class: "asking-meaning card", onsubmit: event => {
    event.preventDefault();
    change({ query: text.value, focus: word.value.trim(), round: s.round + 1 }, { quiet: text.value === s.query && word.value.trim() === s.focus });
  } },
  h("label", { class: "field" }, h("span", {}, "Word"), word),
  h("label", { class: "field wide" }, h("span", {}, "Used as in"), text),
  h("div", { class: "buttons" }, h("button", { type: "submit", class: "primary" }, "Find")),
  corpusField());
}

async function draw(result, s) {
  const asked = { text: s.query, word: s.focus, corpus: linesWith(s.focus), forms: s.forms === "yes", top: s.lines, model: s.model || null };
  const same = JSON.stringify(asked);
  if (same !== judgedOf) {
    judged = new Map();
    judgedOf = same;
  }
  const named = what => {
    const lines = [...judged].filter(([, verdict]) => verdict === what).map(([line]) => `corpus:${line}`);
    return lines.length ? lines : null;
  };
  const answer = await ask("concordance", { ...asked, like: named("like"), not: named("not") });
  const judge = async (hit, verdict, index) => {
    if (judged.get(hit.line) === verdict) judged.delete(hit.line);
    else judged.set(hit.line, verdict);
    await draw(result, s);
    result.querySelector(`[data-line="${hit.line}"] .${verdict}`)?.focus({ preventScroll: true });
    return index;
  };
  const hits = ordered(answer.hits, s.order);
  result.csv = () => table(hits, answer.hits);
  result.replaceChildren(
    h("div", { class: "senses-head" }, h("h2", {}, `The nearest ${answer.hits.length} of ${plural(answer.occurrences, "place")}`),
      h("div", { class: "result-choices" },
        judged.size ? h("button", { type: "button", onclick: () => { judged = new Map(); draw(result, s); } }, "Forget the marks") : null,
        isFile ? null : choose("Lines", "lines", LINES.map(lines => [lines, lines === LINES.at(-1) ? "all, up to 2,000" : String(lines)]), s.lines, value => change({ lines: Number(value) })),
        choose("Order", "order", ORDERS, s.order, value => change({ order: value })))),
    h("div", { class: "scroll kwic-scroll", tabindex: 0, role: "region", "aria-label": "Concordance" },
      // roles of their own: in a narrow window the rows are no longer laid out as a table, and stay one
      h("table", { class: "kwic", role: "table" },
        h("thead", { role: "rowgroup" }, h("tr", { role: "row" }, [isFile ? "file" : "", "line", number(s.order), ...sides(hits)].map(name =>
          h("th", { scope: "col", role: "columnheader" }, name || h("span", { class: "unseen" }, "more or less like this"))))),
        h("tbody", { role: "rowgroup" }, hits.map(hit => row(hit, judge, number(s.order)))))),
    ...(isFile ? [] : [h("p", { class: "quiet" }, "Plus and minus pull and push: more like this line, away from that one. The order by use also follows what is near what is near, and shows its own number; else the number is the cosine with what was asked for.")]));
}

// By use they come as the engine ranks them; of equals the nearer in use comes first.
function ordered(hits, order) {
  const by = {
    meaning: () => 0,
    cosine: (a, b) => b.similarity - a.similarity,
    line: (a, b) => a.file.localeCompare(b.file) || a.line - b.line || a.start - b.start,
    left: (a, b) => compare(neighbours(a, "left"), neighbours(b, "left")),
    right: (a, b) => compare(neighbours(a, "right"), neighbours(b, "right")),
  };
  return [...hits].sort(by[order] ?? by.meaning);
}

// The number beside a line: what the order by use goes by, else the cosine.
function number(order) {
  return order === "meaning" ? "use" : "cosine";
}

// Word by word; where there is none comes last.
function compare(a, b) {
  for (let i = 0; i < Math.max(a.length, b.length); i++) {
    if (a[i] === undefined || b[i] === undefined) return a[i] === undefined ? 1 : -1;
    const order = a[i].localeCompare(b[i]);
    if (order) return order;
  }
  return 0;
}

// What the three columns around the word hold.
function sides(hits) {
  const turned = hits.filter(fromTheRight).length;
  if (turned === 0) return ["before", "word", "after"];
  return turned === hits.length ? ["after", "word", "before"] : ["left", "word", "right"];
}

// For a spreadsheet: whole lines, and the neighbours that one sorts by.
function table(hits, byUse) {
  return [["rank", "file", "line", "start", "use", "cosine", "left neighbour", "before", "word", "after", "right neighbour"],
    ...hits.map(hit => {
      const { before, word, after } = parts(hit);
      return [byUse.indexOf(hit) + 1, hit.file, hit.line, hit.start, hit.score ?? "", hit.similarity, neighbours(hit, "left")[0] ?? "", before, word, after, neighbours(hit, "right")[0] ?? ""];
    })];
}

function row(hit, judge, shown) {
  const button = (verdict, sign, label) => h("button", { type: "button", class: `judge ${verdict}`, "aria-pressed": String(judged.get(hit.line) === verdict), "aria-label": `${label} line ${hit.line}`, onclick: () => judge(hit, verdict) }, sign);
  return h("tr", { "data-line": hit.line, class: `${judged.get(hit.line) ?? ""} ${fromTheRight(hit) ? "turned" : ""}`, role: "row" },
    isFile ? h("td", { class: "file", role: "cell", title: hit.file }, h("bdi", {}, hit.file.split("/").pop()))
      : h("td", { class: "judges", role: "cell" }, button("like", "+", "More like"), button("not", "\u2212", "Less like")),
    h("td", { class: "number line", role: "cell" }, hit.line), h("td", { class: `number ${shown}`, role: "cell" }, told(shown === "use" ? hit.score : hit.similarity)), kwic(hit));
}

// Lines behind those that were looked at closely have no number of the order by use.
function told(number) {
  return number === null ? "" : fixed(number, 2);
}
