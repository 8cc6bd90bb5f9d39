// A text as it was read: its words (or tokens), what each attends to, and how each is called.

import { ask } from "./ask.js";
import { directionOf, shown } from "./numbers.js";

const LONG = 1200; // characters; beyond, rows are asked for one by one
export const isLong = s => s.text.length > LONG;
const TOP = 24;

const modelKeys = s => (s.mode === "simple" ? {} : { layer: s.layer || null, head: s.head || null });

export async function read(s) {
  const base = { text: s.text, simple: s.mode === "simple" || null, model: s.model || null };
  if (!isLong(s)) {
    return new Reading(s, base, await ask("attend", { ...base, ...modelKeys(s) }), null);
  }
  const window = s.mode === "simple" || !s.window ? null : s.window;
  return new Reading(s, { ...base, window }, null, await ask("text", { ...base, window }));
}

export class Reading {
  constructor(s, base, whole, long) {
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
    this.unit = this.simple || this.long ? "word" : s.unit;
    this.words = document.words;
    this.items = this.unit === "token" ? this.tokenItems() : this.wordItems();
    this.modelKeys = modelKeys(s);
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

  // Which item a place in the text means; the first word if none.
  find(start) {
    const at = this.items.findIndex(item => item.start === start);
    if (at >= 0) return at;
    const inside = this.items.findIndex(item => !item.special && item.start <= start && start < item.end);
    return inside >= 0 ? inside : Math.max(0, this.items.findIndex(item => !item.special));
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
    const answer = await ask("rows", { ...this.base, ...this.modelKeys, rows: [at], top: TOP });
    const row = answer.rows[0];
    return { largest: row.columns.map((to, i) => ({ at: to, weight: row.weights[i] })), rest: row.rest };
  }

  // What is asked for the steps of one token (of one word in simple mode).
  steps(token, head) {
    return { ...this.base, layer: this.modelKeys.layer, head: this.simple ? null : head, token, top: 16 };
  }
}
