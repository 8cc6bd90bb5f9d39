// A long text: read as it stands, tinted by what one word attends to. Rows come one by one, as they are asked for.

import { ranking } from "./ranking.js";
import { goTo, h, roving } from "./dom.js";
import { tint } from "./flow.js";
import { shades } from "./legend.js";
import { count, plural, shown } from "./numbers.js";
import { sum } from "./sum.js";
import { windows } from "./windows.js";

const CHUNK = 100; // words, at least, laid out together; those out of sight cost nothing
const MOST = 240; // even if no sentence ends before

export async function longText(reading, s, chosen, holds, row) {
  const hidden = item => s.special === "folded" && item.special && item.at !== chosen;
  const weights = new Map(row.largest.map(part => [part.at, part.weight]));
  const chunks = [];
  for (let first = 0, end; first < reading.items.length; first = end) {
    end = endOf(reading, first);
    chunks.push(chunk(reading, first, end, weights, chosen, hidden));
  }
  const text = h("div", { class: `long ${s.special === "dimmed" ? "dim" : ""}`, dir: reading.direction, role: "group", "aria-label": "The text" }, chunks);
  text.addEventListener("click", event => {
    const word = event.target.closest(".word");
    if (word) holds(Number(word.dataset.at));
  });
  text.addEventListener("keydown", event => {
    const word = event.target.closest(".word");
    const step = { ArrowRight: 1, ArrowLeft: -1, ArrowDown: 10, ArrowUp: -10 }[event.key];
    if (!word || !step) return;
    const next = text.querySelector(`[data-at="${Number(word.dataset.at) + step}"]`);
    if (!next) return;
    event.preventDefault();
    word.tabIndex = -1;
    next.tabIndex = 0;
    next.focus();
  });
  const goes = at => goTo(text, at);
  const map = overview(reading, row, chosen, goes);
  return h("div", { class: "card stage" },
    windows(reading),
    h("div", { class: "long-frame" }, text, map),
    shades(1, { what: `weight from ${reading.items[chosen].name}` }),
    h("div", { class: "said", "aria-live": "polite" }, sum(reading.items, chosen, row, { simple: reading.simple, named: 5 })),
    h("p", { class: "quiet" }, reading.whole ? `${whatThereIs(reading)}.` : `${whatThereIs(reading)}. Only the row of the chosen word was computed; a click or Enter on another asks for its.`),
    ranking(reading, chosen, row, goes));
}

function whatThereIs({ items, simple, unit }) {
  if (unit === "token") return plural(items.length, "token");
  const words = items.filter(item => item.kind === "word").length;
  return simple || words === items.length ? plural(words, "word") : `${plural(words, "word")}, ${count(items.length - words)} signs and special tokens`;
}

// A chunk ends where a line or a sentence does.
function endOf({ items, text }, first) {
  for (let i = first + CHUNK; i < Math.min(items.length, first + MOST); i++) {
    const gap = items[i - 1].special || items[i].special ? "" : text.slice(items[i - 1].end, items[i].start);
    if (/[\n.!?\u3002\u061f\u0964]/.test(gap) || /^[.!?\u3002\u061f\u0964]$/.test(items[i - 1].name)) return i;
  }
  return Math.min(items.length, first + MOST);
}

function chunk(reading, first, end, weights, chosen, hidden) {
  const part = h("p", { class: "chunk" });
  let at = reading.items[first].special ? 0 : reading.items[first].start;
  for (let i = first; i < end; i++) {
    const item = reading.items[i];
    if (hidden(item)) continue;
    if (!item.special && item.start > at) part.append(between(reading.text.slice(at, item.start)));
    const weight = weights.get(i);
    part.append(h("button", {
      type: "button", class: `word ${item.special ? "special" : ""} ${i === chosen ? "asking" : ""}`, "data-at": i,
      tabindex: i === chosen ? 0 : -1, "aria-pressed": String(i === chosen),
      vars: weight ? { "--tint": tint(weight) } : null,
    }, h("bdi", {}, item.name)));
    if (item.special) part.append(" ");
    else at = Math.max(at, item.end);
  }
  const next = reading.items[end];
  if (next && !next.special) part.append(between(reading.text.slice(at, next.start)));
  return part;
}

// What stands between words keeps its lines; what cannot be seen is shown.
const between = gap => gap.replace(/\r\n?/g, "\n").replace(/\t/g, " ").split("\n").map(shown).join("\n");

// The whole text as one column, with a mark where the chosen word looks; a click goes there.
function overview(reading, row, chosen, goes) {
  const largest = row.largest[0].weight;
  const map = h("div", { class: "overview", role: "group", "aria-label": "Where in the text it looks" },
    row.largest.slice(0, 16).map((part, i) =>
      h("button", {
        type: "button", class: part.at === chosen ? "mark own" : "mark", tabindex: i === 0 ? 0 : -1, title: `${reading.items[part.at].name}, place ${count(part.at + 1)}`,
        "aria-label": `Go to ${reading.items[part.at].name}, place ${count(part.at + 1)}`,
        vars: { "--place": (part.at / reading.items.length).toFixed(4), "--strength": (0.25 + 0.75 * part.weight / largest).toFixed(3) },
        onclick: () => goes(part.at),
      })));
  roving(map, ".mark");
  return map;
}
