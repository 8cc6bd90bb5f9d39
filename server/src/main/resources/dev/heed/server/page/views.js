// The views of the page, in the order of the menu. A new one is a module that shows it, its line here and in files.txt,
// and, for keys of its own in the address, lines in state.js. What each says of itself:
//   title    its name in the menu
//   show(s)  builds its element from the state; what it throws is said above it
//   text     whether it looks at the text of the field above
//   writes   whether its model is one that writes texts
//   needs    the kind of model without which the menu leaves it out
//   beside   whether it takes a second text
//   choices  the names of those in choices.js that it takes
//   named(s) what the window is called; the text's beginning if not said

import { attendView } from "./attend-view.js";
import { beyondView } from "./beyond-view.js";
import { concordanceView } from "./concordance-view.js";
import { contextView } from "./context-view.js";
import { headsView } from "./heads-view.js";
import { nextView } from "./next-view.js";
import { sensesView } from "./senses-view.js";
import { similarityView } from "./similarity-view.js";
import { stepsView } from "./steps-view.js";
import { translateView } from "./translate-view.js";

export const VIEWS = {
  attend: {
    title: "Attention", show: attendView, text: true, beside: true,
    choices: s => (s.mode === "simple" ? ["mode"] : ["mode", "layer", "head", "unit", "special"]),
  },
  steps: {
    title: "Steps", show: stepsView, text: true,
    choices: s => (s.mode === "simple" ? ["mode"] : ["mode", "layer", "head"]),
  },
  heads: { title: "Heads", show: headsView, text: true, choices: () => [] },
  beyond: { title: "Beyond", show: beyondView, text: true, choices: () => ["layer"] },
  context: { title: "Context", show: contextView, text: false, choices: () => [], named: s => `${s.focus} in context` },
  similarity: { title: "Similarity", show: similarityView, text: false, choices: () => [], named: () => "How alike, and why" },
  senses: { title: "Senses", show: sensesView, text: false, choices: () => [], named: s => `Senses of ${s.focus}` },
  concordance: { title: "Concordance", show: concordanceView, text: false, choices: () => [], named: s => `Lines with ${s.focus}` },
  next: { title: "Next", show: nextView, text: false, writes: true, choices: () => ["language"], named: s => s.story.slice(-40) },
  translate: { title: "Translate", show: translateView, text: false, needs: "translation", choices: () => ["translator"], named: s => s.source.slice(0, 40) },
};

export const viewOf = s => (s.view in VIEWS ? s.view : "attend");
