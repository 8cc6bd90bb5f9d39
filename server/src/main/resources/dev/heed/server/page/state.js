// What is looked at. It lives in the address, behind #: a link reproduces it, Back undoes it, no server sees it.

import { begins } from "./ask.js";

export const SENTENCES = ["I went to the bank to deposit money.", "We sat by the river bank."];

const DEFAULTS = {
  view: "attend", // one of views.js
  text: "bank grows money",
  mode: "simple", // simple, model
  layer: 0, // 0: the last
  head: 0, // 0: the mean
  word: 0, // where it starts in the text; -1, -2 …: the first, second special token
  part: 0, // which of several tokens that start there
  unit: "word", // word, token
  special: "shown", // shown, dimmed, folded
  beside: "", // a second text, to be looked at beside it
  besideWord: 0, // as word and part
  besidePart: 0,
  step: 0,
  key: "", // the other word in a step, as "word"
  focus: "bank", // the word that is compared
  texts: SENTENCES,
  model: "",
  window: 0,
  a: "The bank raised its interest rates on Monday.", // the texts whose similarity is explained
  b: "The central bank increased interest rates yesterday.",
  query: SENTENCES[1], // says in which sense a concordance means its word
  order: "meaning", // of a concordance's lines
  lines: 40, // how many of them
  forms: "no", // yes: the word's inflections too
  story: "Once upon a time, Lily went to the", // what a language model goes on from
  pick: -1, // the token that is explained; the likeliest if it is none of them
  against: -1, // the token whose score is taken off
  temperature: 100, // in hundredths
  language: "", // the model that writes
  source: SENTENCES[1], // what is translated
  from: "", // languages, where the model takes several
  to: "",
  beam: 0, // 0: as the model says
  alignmentHead: "", // the one found, if not said
  sentence: 0, // the one that is looked at
  written: 0, // where its word starts, from the sentence's beginning
  crossLayer: 0, // 0: that of the alignment
  crossHead: 0,
  translator: "", // the model that translates
  round: 0, // counts up when the corpus, which is in no address, is asked anew
  ...begins,
};

const CHOICES = {
  mode: ["simple", "model"],
  unit: ["word", "token"],
  special: ["shown", "dimmed", "folded"],
  order: ["meaning", "cosine", "left", "right", "line"],
  forms: ["no", "yes"],
};

let current = read();
const listeners = new Set();

function read() {
  const asked = new URLSearchParams(location.hash.slice(1));
  const state = { ...DEFAULTS };
  for (const [key, usual] of Object.entries(DEFAULTS)) {
    if (!asked.has(key)) continue;
    const value = asked.get(key);
    if (key === "texts") state.texts = asked.getAll("texts").slice(0, 12);
    else if (CHOICES[key]) state[key] = CHOICES[key].includes(value) ? value : usual;
    else if (typeof usual === "number") state[key] = Number.isSafeInteger(Number(value)) ? Number(value) : usual;
    else state[key] = value;
  }
  return state;
}

export function addressOf(changes) {
  const state = { ...current, ...changes };
  const address = new URLSearchParams();
  for (const [key, usual] of Object.entries(DEFAULTS)) {
    if (key === "texts") {
      if (state.texts.join("\0") !== usual.join("\0")) for (const text of state.texts) address.append("texts", text);
    } else if (state[key] !== usual) address.set(key, state[key]);
  }
  return "#" + address;
}

export const state = () => current;

// Changes what is looked at. What merely follows the eye ({quiet: true}) leaves no step for Back.
export function change(changes, { quiet = false } = {}) {
  const address = addressOf(changes);
  if (address === addressOf({})) return;
  current = { ...current, ...changes };
  history[quiet ? "replaceState" : "pushState"](null, "", address);
  tell();
}

export function whenChanged(listener) {
  listeners.add(listener);
}

function tell() {
  for (const listener of listeners) listener(current);
}

addEventListener("popstate", () => {
  current = read();
  tell();
});
addEventListener("hashchange", () => {
  const before = JSON.stringify(current);
  current = read();
  if (JSON.stringify(current) !== before) tell();
});
