// Who attends to whom; of two texts side by side, if a second one is given.

import { goTo, h } from "./dom.js";
import { shades } from "./legend.js";
import { links } from "./links.js";
import { longText } from "./long-text.js";
import { matrix } from "./matrix.js";
import { fixed } from "./numbers.js";
import { ranking } from "./ranking.js";
import { read } from "./reading.js";
import { change } from "./state.js";
import { sum } from "./sum.js";

const TABLE = 40; // items; a larger table is not read by anyone
const MOST_LINKED = 80; // items; beyond, lines between two columns are not either

export async function attendView(s) {
  const reading = await read(s, s.unit);
  const page = h("div", { class: "view attend" }, h("header", { class: "heading" }, h("h1", {}, "Who attends to whom")));
  const chosen = reading.find(s);
  if (!s.beside) {
    page.append(...(await stage(reading, s, chosen, at => change(reading.place(at)), page)));
  } else {
    const other = await read({ ...s, text: s.beside }, s.unit);
    const also = other.find({ word: s.besideWord, part: s.besidePart });
    const named = place => ({ besideWord: place.word, besidePart: place.part });
    page.append(h("div", { class: "side-by-side" },
      h("section", { "aria-label": "First text" }, await stage(reading, s, chosen, at => change(reading.place(at)), page)),
      h("section", { "aria-label": "Second text" }, await stage(other, s, also, at => change(named(other.place(at)))))));
  }
  page.append(h("p", { class: "quiet where" }, where(reading, s)));
  return page;
}

// A text with its picture, its sum and its tables; of the whole page the numbers are the first one's.
async function stage(reading, s, chosen, holds, page = {}) {
  page.csv = () => table(reading, chosen);
  if (reading.long || reading.items.length > MOST_LINKED) {
    const row = await reading.row(chosen);
    page.csv = () => rowTable(reading, chosen, row);
    return [await longText(reading, s, chosen, holds, row)];
  }
  const picture = links();
  const aside = h("div", { class: "said", "aria-live": "polite" });
  const tables = h("div", { class: "tables" });
  const row = await reading.row(chosen);
  aside.replaceChildren(sum(reading.items, chosen, row, { simple: reading.simple }), ...folded(reading, s, chosen));
  if (reading.items.length > TABLE) tables.append(ranking(reading, chosen, row, to => goTo(picture.querySelector(".to"), to)));
  else tables.append(...matrices(reading, s, chosen, holds));
  picture.show({ items: reading.items, direction: reading.direction, weights: reading.weights, chosen, special: s.special, onpick: holds });
  return [h("div", { class: "card stage" }, picture, aside), tables];
}

function matrices(reading, s, chosen, holds) {
  const common = { items: reading.items, chosen, special: s.special, onpick: holds };
  return [
    ...(reading.scores
      ? [matrix({ ...common, rows: reading.scores, tinted: false, caption: reading.simple
        ? "Scores: the dot product of each word\u2019s vector (down) with each word\u2019s (across)"
        : `Scores: dot products \u00d7 ${fixed(reading.whole.scale)}, the scale 1/\u221ad` })]
      : []),
    h("div", {}, matrix({ ...common, rows: reading.weights, caption: reading.simple
      ? "Weights: softmax turns each row of scores into weights that sum to 1"
      : "Weights: how much each (down) attends to each (across); a row sums to 1" }), shades()),
  ];
}

function where(reading, s) {
  return reading.simple
    ? `Each word is compared with every word by the dot product of their static vectors, the rows of ${reading.model}\u2019s word table. Softmax turns the scores into weights that sum to 1.`
    : `${reading.model}, ${reading.layer ? `layer ${reading.layer}` : "last layer"}${s.head ? `, head ${s.head}` : ", mean of its heads"}. Each word asks with a learned query, answers with a learned key and gives a learned value.`;
}

function folded(reading, s, at) {
  if (s.special !== "folded" || reading.simple) return [];
  const away = reading.items.filter(item => item.special);
  const share = away.reduce((total, item) => total + reading.weights[at][item.at], 0);
  return [h("p", { class: "quiet" }, `Folded away: ${away.map(item => item.name).join(" and ")} with ${fixed(share)} of this row. The other weights stay as they are.`)];
}

// Every weight of a short text, and the score where there is one.
function table(reading) {
  const { items, weights, scores } = reading;
  return [["from", "from place", "to", "to place", "score", "weight"],
    ...items.flatMap(from => items.map(to => [from.name, from.at + 1, to.name, to.at + 1, scores ? scores[from.at][to.at] : "", weights[from.at][to.at]]))];
}

function rowTable({ items }, chosen, { largest, rest }) {
  const from = items[chosen];
  return [["from", "from place", "to", "to place", "weight"],
    ...largest.map(part => [from.name, from.at + 1, items[part.at].name, part.at + 1, part.weight]),
    ...(rest ? [[from.name, from.at + 1, "all others", "", rest]] : [])];
}
