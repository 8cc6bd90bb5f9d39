// The page: what stays while views change, and which view is shown.

import { ask, holds, isBack, isFile } from "./ask.js";
import { Refused } from "./refused.js";
import { choices } from "./choices.js";
import { h } from "./dom.js";
import { shown } from "./numbers.js";
import { saver } from "./save.js";
import { addressOf, change, SENTENCES, state, whenChanged } from "./state.js";
import { walk } from "./steps-view.js";
import { viewOf, VIEWS } from "./views.js";

const nav = h("nav", { "aria-label": "Views" });
const asking = h("form", { class: "ask", onsubmit: submitText });
const chosen = h("div", { class: "choices" });
const tries = h("p", { class: "examples" }, "Try ",
  example("bank grows money", { text: "bank grows money", mode: "simple", view: "attend" }),
  example("bank by the river, with money", { view: "context", focus: "bank", texts: SENTENCES }),
  example("a sentence", { text: SENTENCES[0], mode: "model", view: "attend", word: 14 }),
  example("two side by side", { text: SENTENCES[0], beside: SENTENCES[1], mode: "model", view: "attend", word: 14, besideWord: 20 }));
const trouble = h("div", { class: "trouble", role: "status" });
const main = h("main", { id: "main", tabindex: -1 });
const textField = h("textarea", { id: "text", name: "text", rows: 1, spellcheck: "false", dir: "auto", oninput: grow, onkeydown: enter });
const besideField = h("textarea", { id: "beside", name: "beside", rows: 1, spellcheck: "false", dir: "auto", onkeydown: enter });
const also = h("div", { class: "also", hidden: true }, h("label", { class: "unseen", for: "beside" }, "Second text"), besideField,
  h("button", { type: "button", "aria-label": "Leave the second text out", onclick: () => {
    also.hidden = true;
    another.hidden = false;
    submitText();
  } }, "\u00d7"));
const another = h("button", { type: "button", onclick: () => {
  also.hidden = false;
  another.hidden = true;
  besideField.focus();
} }, "Beside another");
let besideText = "";
let models = [];
let turn = 0;
let seen = { view: null, text: null }; // what the picture is of
let fieldText = null; // the state's text when the field last took it
let waiting = null;

document.body.append(
  h("a", { class: "skip", href: "#main", onclick: event => { event.preventDefault(); main.focus(); } }, "To the picture"),
  h("header", { class: "top" },
    h("a", { class: "brand", href: "#" }, brand(), "Heed"), nav),
  h("section", { class: "controls", "aria-label": "What is looked at" }, asking, h("div", { class: "under" }, chosen, tries)),
  trouble, main,
  h("footer", {}, h("p", {}, "Every number is the engine\u2019s own. Attention shows what is mixed into a vector; it does not by itself explain what the model says.")));
whenChanged(show);
document.addEventListener("keydown", walk);
askModels();
show(state());

function brand() {
  const mark = document.createElement("img");
  mark.src = document.querySelector("link[rel=icon]").href;
  mark.alt = "";
  mark.width = 26;
  mark.height = 26;
  return mark;
}

async function askModels() {
  try {
    models = (await ask("models", {})).models;
    drawFrame(state());
  } catch {
    // the view says what is wrong
  }
}

async function show(s) {
  const mine = ++turn;
  drawFrame(s);
  main.setAttribute("aria-busy", "true");
  try {
    const page = await VIEWS[viewOf(s)].show(s);
    if (mine !== turn) return;
    replace(page, seen.view !== viewOf(s));
    seen = { view: viewOf(s), text: VIEWS[viewOf(s)].text ? s.text : null };
    main.classList.remove("stale");
    trouble.replaceChildren();
    page.querySelector(".heading")?.append(saver(page, viewOf(s)));
    drawChoices(s); // what can be chosen may hang on how the text was read
  } catch (error) {
    if (mine !== turn) return;
    if (!(error instanceof Refused)) console.error(error);
    say(error);
  } finally {
    if (mine === turn) main.removeAttribute("aria-busy");
  }
}

// The new view takes the old one's place; what had the focus keeps it. Where it is gone with what it led away from, the
// new view has the focus.
function replace(page, other) {
  const inside = main.contains(document.activeElement);
  const had = inside && !other ? pathOf(document.activeElement) : null;
  const top = main.querySelector(".long")?.scrollTop;
  const offset = scrollY;
  main.replaceChildren(page);
  if (top) main.querySelector(".long")?.scrollTo(0, top);
  scrollTo(0, offset);
  if (!inside) return;
  const kept = had && main.querySelector(had);
  if (kept) kept.focus({ preventScroll: true });
  else main.focus({ preventScroll: true });
}

function pathOf(element) {
  if (element.id) return "#" + CSS.escape(element.id);
  const box = element.closest(".from, .long, .choose, .matrix, .heads, .stepper, .bars, .scroll, .save");
  if (!box) return element.classList.length ? "." + [...element.classList].map(CSS.escape).join(".") : null;
  const scope = "." + CSS.escape(box.classList[0]);
  if (element.dataset.at !== undefined) return `${scope} [data-at="${element.dataset.at}"]`;
  if (element.getAttribute("aria-current")) return `${scope} [aria-current]`;
  if (element.getAttribute("aria-pressed")) return `${scope} [aria-pressed="true"]`;
  return null;
}

function say(error) {
  const message = error instanceof Refused ? error.message : "A fault of this page\u2019s own; the browser\u2019s console has it.";
  trouble.replaceChildren(h("p", { class: "notice error" }, message,
    error.away ? [" ", h("button", { type: "button", onclick: () => show(state()) }, "Try again")] : null));
  if (!error.away) {
    main.replaceChildren(); // no picture of another question under it
    return;
  }
  main.classList.add("stale");
  if (seen.text !== null && seen.text !== state().text) {
    trouble.append(h("p", { class: "quiet" }, "What is seen is of ", h("q", {}, h("bdi", {}, shown(seen.text.slice(0, 60)))), ", asked before."));
  }
  wait();
}

function wait() {
  waiting ??= setInterval(async () => {
    if (!(await isBack())) return;
    clearInterval(waiting);
    waiting = null;
    show(state());
  }, 2000);
}

function drawFrame(s) {
  tries.hidden = isFile;
  const view = viewOf(s);
  document.title = `${shown(VIEWS[view].named?.(s) ?? s.text.slice(0, 40))} \u2013 Heed`;
  nav.replaceChildren(...Object.entries(VIEWS).filter(([name, { needs }]) => holds(name) && (!needs || name === view || models.some(({ kind }) => kind === needs))).map(([name, { title }]) =>
    h("a", { href: addressOf({ view: name }), "aria-current": view === name ? "page" : null }, title)));
  drawAsk(s);
  drawChoices(s);
}

function drawAsk(s) {
  asking.hidden = !VIEWS[viewOf(s)].text || isFile;
  if (!asking.children.length) {
    asking.append(
      h("label", { class: "unseen", for: "text" }, "Text"), textField,
      h("button", { type: "submit", class: "primary" }, "Show"), another, also);
  }
  drawBeside(s);
  if (fieldText !== s.text) textField.value = s.text; // else what is being typed
  fieldText = s.text;
  requestAnimationFrame(grow);
}

function example(name, changes) {
  const begin = () => change({ beside: "", besideWord: 0, besidePart: 0, word: 0, part: 0, layer: 0, head: 0, step: 0, key: "", window: 0, ...changes });
  return h("button", { type: "button", class: "plain", onclick: begin }, name);
}

// A second text beside the first, where a view shows two.
function drawBeside(s) {
  const takes = VIEWS[viewOf(s)].beside;
  if (besideText !== s.beside) {
    besideField.value = s.beside;
    also.hidden = !s.beside;
  }
  besideText = s.beside;
  also.classList.toggle("away", !takes);
  another.hidden = !takes || !also.hidden;
}

function submitText(event) {
  event?.preventDefault();
  const beside = also.hidden ? "" : besideField.value.trim() && besideField.value;
  change({ text: textField.value, beside, ...(textField.value === state().text ? {} : { word: 0, part: 0, step: 0, key: "" }), window: 0, ...(beside === state().beside ? {} : { besideWord: 0, besidePart: 0 }) });
}

function enter(event) {
  if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
  event.preventDefault();
  submitText();
}

function grow() {
  textField.style.height = "auto";
  textField.style.height = Math.min(textField.scrollHeight + 2, 96) + "px";
}

function drawChoices(s) {
  const focused = document.activeElement?.id;
  const parts = choices(VIEWS[viewOf(s)].choices(s), s, models);
  chosen.replaceChildren(...parts);
  chosen.hidden = parts.length === 0;
  if (focused) chosen.querySelector("#" + CSS.escape(focused))?.focus();
}
