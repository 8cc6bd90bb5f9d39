// A text as it was read: its words (or tokens), what each attends to, and how each is called.

import { ask, fileIsLong } from "./ask.js";
import { directionOf, shown } from "./numbers.js";

const LONG = 1200; // characters; beyond, rows are asked for one by one
const TOP = 24;
const overflowing = new Set(); // shorter texts of more tokens than the model reads at once, once that is known

const nameOf = s => `${s.model}\0${s.text}`;

// Whether a text is read row by row, and window by window where the model does not take all of it.
const isLong = s => fileIsLong || s.text.length > LONG || (s.mode === "model" && overflowing.has(nameOf(s)));

const modelKeys = s => (s.mode === "simple" ? {} : { layer: s.layer || null, head: s.head || null });

// unit: "word" or "token", what the items are; simple mode knows words only
export async function read(s, unit) {
  const simple = s.mode === "simple";
  const base = { text: s.text, simple: simple || null, model: s.model || null };
  if (!isLong(s)) {
    const whole = await ask("attend", { ...base, ...modelKeys(s) });
    if (simple || whole.tokensTotal <= whole.tokenCount) return new Reading(s, unit, base, whole, null);
    overflowing.add(nameOf(s));
  }
  const window = simple || !s.window ? null : s.window;
  return new Reading(s, unit, { ...base, window }, null, await ask("text", { ...base, window }));
}

export class Reading {
  constructor(s, unit, base, whole, long) {
    const document = whole ?? long;
    this.base = base;
    this.whole = whole;
    this.long = long !== null;
    this.simple = s.mode === "simple";
    this.text = s.text;
    this.direction = directionOf(s.text);
    this.model = document.model;
    this.tokens = document.tokens;
    this.tokensTotal = document.tokensTotal;
    this.tokenCount = document.tokenCount;
    this.layer = whole?.layer ?? s.layer;
    this.head = s.head;
    this.window = long?.window ?? 0;
    this.windows = long?.windows ?? 1;
    this.unit = this.simple ? "word" : unit;
    this.words = document.words;
    this.items = this.unit === "token" ? this.tokenItems() : this.wordItems();
    this.modelKeys = modelKeys(s);
    this.number();
  }

  wordItems() {
    let specials = 0;
    return this.words.map((word, at) => ({
      at,
      name: shown(word.kind === "special" ? this.tokens[word.tokens[0]].piece : word.text),
      start: word.kind === "special" ? -++specials : word.start,
      end: word.end,
      kind: word.kind,
      special: word.kind === "special",
      tokens: word.tokens,
    }));
  }

  tokenItems() {
    const partial = new Set(this.words.filter(w => w.tokens.length > 1).flatMap(w => w.tokens));
    let specials = 0;
    return this.tokens.map((token, at) => ({
      at,
      name: shown(token.special || partial.has(at) ? token.piece : token.text),
      start: token.special ? -++specials : token.start,
      end: token.end,
      special: token.special,
      tokens: [at],
    }));
  }

  // Several tokens may begin at one character: each has a number among them.
  number() {
    const seen = new Map();
    for (const item of this.items) {
      item.part = seen.get(item.start) ?? 0;
      seen.set(item.start, item.part + 1);
    }
  }

  // An item as it stands in the address, whatever the items are: by its place in the text.
  place(at) {
    const { start, part } = this.items[at];
    return { word: start, part };
  }

  // The same in one string.
  keyOf(at) {
    const { start, part } = this.items[at];
    return part ? `${start}.${part}` : String(start);
  }

  // Which item a place in the text means; the first word if none.
  find({ word, part }) {
    const here = this.items.filter(item => item.start === word);
    if (here.length) return (here[part] ?? here[0]).at;
    const inside = this.items.findIndex(item => !item.special && item.start <= word && word < item.end);
    if (inside >= 0) return inside;
    // a word whose first letters no token has, or another window
    const around = this.unit === "token" && this.words.find(each => each.kind !== "special" && each.start <= word && word < each.end);
    return around ? around.tokens[0] : Math.max(0, this.items.findIndex(item => !item.special));
  }

  // All weights, where the text is short.
  get weights() {
    return this.unit === "token" ? this.whole.weights : this.whole.wordWeights;
  }

  // Scores of words: only where a word attends as one.
  get scores() {
    return this.simple || this.unit === "token" ? this.whole.scores : null;
  }

  // One row: [{at, weight}] largest first, and what the others have.
  async row(at) {
    if (this.whole) {
      const weights = this.weights[at];
      const order = weights.map((weight, to) => ({ at: to, weight })).sort((a, b) => b.weight - a.weight || a.at - b.at);
      return { largest: order, rest: 0 };
    }
    const unit = this.unit === "token" ? "token" : null;
    const answer = await ask("rows", { ...this.base, ...this.modelKeys, unit, rows: [at], top: TOP });
    const row = answer.rows[0];
    return { largest: row.columns.map((to, i) => ({ at: to, weight: row.weights[i] })), rest: row.rest };
  }

  // What is asked for the steps of one token (of one word in simple mode); the items are these.
  steps(at, head) {
    return { ...this.base, layer: this.modelKeys.layer, head: this.simple ? null : head, token: at, top: 16 };
  }
}
