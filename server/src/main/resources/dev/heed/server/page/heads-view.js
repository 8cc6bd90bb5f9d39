// Heads at a glance: every layer and head as a small square; pick one.

import { ask } from "./ask.js";
import { h, roving } from "./dom.js";
import { fullShades } from "./legend.js";
import { plural } from "./numbers.js";
import { change } from "./state.js";
import { read } from "./reading.js";
import { windows } from "./windows.js";

const CELLS = 24;

export async function headsView(s) {
  const reading = await read({ ...s, mode: "model" }, "word");
  const heads = await ask("heads", { text: s.text, cells: CELLS, window: reading.base.window ?? null, model: s.model || null });
  const names = reading.items.map(item => item.name);
  const across = heads.layers[0].heads.length;
  const grid = h("div", { class: "heads", vars: { "--heads": across } },
    h("div", { class: "layer numbers-of-heads", "aria-hidden": "true" }, h("span"),
      h("div", { class: "layer-heads" }, heads.layers[0].heads.map(head => h("span", {}, head.head)))),
    heads.layers.map(layer => h("div", { class: "layer", role: "group", "aria-label": `Layer ${layer.layer}` },
      h("span", { class: "layer-name" }, `layer ${layer.layer}`),
      h("div", { class: "layer-heads" }, layer.heads.map(head => thumb(layer.layer, head, names, s, heads))))));
  const pick = button => change({ mode: "model", view: "attend", layer: Number(button.dataset.layer), head: Number(button.dataset.head) });
  grid.addEventListener("click", event => {
    const button = event.target.closest(".thumb");
    if (button) pick(button);
  });
  roving(grid, ".thumb", { columns: () => across });
  const caption = h("p", { class: "quiet", "aria-live": "polite" }, LOOK);
  const say = event => {
    const button = event.target.closest?.(".thumb");
    if (button) caption.textContent = button.getAttribute("aria-label");
  };
  grid.addEventListener("pointerover", say);
  grid.addEventListener("focusin", say);
  const page = h("div", { class: "view" },
    h("header", { class: "heading" }, h("h1", {}, "All heads at a glance"),
      h("p", {}, `${plural(heads.layers.length, "layer")} of ${plural(across, "head")}. In each square a row is a word that attends, a column a word attended to${
        heads.cells < heads.words ? `; a cell stands for ${(heads.words / heads.cells).toFixed(1)} neighbouring words` : ""}. A line down the left is a head that looks at ${names[0]}, a diagonal one that looks at itself or its neighbour.`)),
    h("div", { class: "card" }, windows(reading), grid, caption, fullShades("weight")));
  page.csv = () => table(heads, names);
  return page;
}

// Every cell of every square; where a cell stands for several words, by its number.
function table(heads, names) {
  const exact = heads.cells === heads.words;
  const name = cell => (exact ? names[cell] : `cell ${cell + 1} of ${heads.cells}`);
  return [["layer", "head", "from", "to", "weight"],
    ...heads.layers.flatMap(layer => layer.heads.flatMap(head => head.weights.flatMap((row, i) => row.map((weight, j) => [layer.layer, head.head, name(i), name(j), weight]))))];
}

const LOOK = "Point at a square, or walk with the arrow keys; click or Enter opens it.";

function thumb(layer, head, names, s, heads) {
  const canvas = h("canvas", { width: heads.cells * 4, height: heads.cells * 4, "aria-hidden": "true" });
  const chosen = s.layer === layer && s.head === head.head;
  const button = h("button", {
    type: "button", class: "thumb", "data-layer": layer, "data-head": head.head, tabindex: chosen ? 0 : -1, "aria-current": chosen ? "true" : null,
    "aria-label": `Layer ${layer}, head ${head.head}: ${habit(head.weights, names, heads)}`,
  }, canvas);
  requestAnimationFrame(() => paint(canvas, head.weights));
  return button;
}

function paint(canvas, weights) {
  const context = canvas.getContext("2d");
  context.fillStyle = getComputedStyle(canvas).getPropertyValue("--up");
  weights.forEach((row, i) => row.forEach((weight, j) => {
    context.globalAlpha = Math.min(1, Math.sqrt(weight) * 1.05);
    context.fillRect(j * 4, i * 4, 4, 4);
  }));
}

// In words, what a head does most.
function habit(weights, names, heads) {
  const n = weights.length;
  const along = by => weights.reduce((sum, row, i) => sum + (row[i + by] ?? 0), 0) / n;
  const columns = weights[0].map((_, j) => weights.reduce((sum, row) => sum + row[j], 0) / n);
  const best = columns.indexOf(Math.max(...columns));
  const exact = heads.cells === heads.words;
  const kinds = [
    [along(0), "itself"], [along(-1), "the word before"], [along(1), "the word after"],
    [columns[best], exact ? names[best] : best === 0 ? names[0] : "one stretch of the text"],
  ].sort((a, b) => b[0] - a[0]);
  return `${Math.round(kinds[0][0] * 100)}% of its weight goes to ${kinds[0][1]}`;
}
