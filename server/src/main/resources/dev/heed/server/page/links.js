// The text above attends to the text below: lines as thick as the weights. Where a text needs more than one line, it stands
// in two columns instead, a word a line, as lines between wrapped lines could not be followed.

import { h, roving, svg } from "./dom.js";
import { tint, wordButton } from "./flow.js";
import { fixed } from "./numbers.js";

const ALL_LINES = 26; // items; in longer texts only the chosen word's lines are drawn

class HeedLinks extends HTMLElement {
  // items, direction, weights[row][column], chosen, special: shown|dimmed|folded, onpick(at)
  show(data) {
    this.data = data;
    this.looked = null;
    const visible = data.items.filter(item => data.special !== "folded" || !item.special);
    this.visible = visible;
    this.from = h(
      "div",
      { class: "flow from", role: "group", "aria-label": "The word that attends", dir: data.direction },
      visible.map(item => wordButton(item, { pressed: item.at === data.chosen, share: true })),
    );
    this.to = h(
      "div",
      { class: "flow to", role: "group", "aria-label": "The words attended to", dir: data.direction },
      visible.map(item => wordButton(item, { share: true })),
    );
    for (const button of this.to.children) button.tabIndex = -1;
    this.lines = svg("svg", { class: "lines", "aria-hidden": "true" });
    this.replaceChildren(this.lines, this.from, this.to);
    this.classList.toggle("dim", data.special === "dimmed");
    this.classList.toggle("few", visible.length < 6);
    this.width = 0;
    roving(this.from, ".word", { pick: button => this.pick(Number(button.dataset.at)) });
    this.from.addEventListener("click", event => this.pickFrom(event));
    this.to.addEventListener("click", event => this.pickFrom(event));
    for (const side of [this.from, this.to]) {
      side.addEventListener("pointerover", event => this.look(event, side));
      side.addEventListener("pointerleave", () => this.look(null));
    }
    this.paint();
  }

  connectedCallback() {
    this.watch ??= new ResizeObserver(() => this.drawLines());
    this.watch.observe(this);
  }

  disconnectedCallback() {
    this.watch.disconnect();
  }

  pickFrom(event) {
    const button = event.target.closest(".word");
    if (button) this.pick(Number(button.dataset.at));
  }

  pick(at) {
    if (at === this.data.chosen) return;
    this.data.chosen = at;
    this.looked = null;
    this.paint();
    this.data.onpick(at);
  }

  // Hover looks; it holds nothing.
  look(event, side) {
    const button = event?.target.closest(".word");
    const next = button ? { at: Number(button.dataset.at), up: side === this.to } : null;
    if (next?.at === this.looked?.at && next?.up === this.looked?.up) return;
    this.looked = next;
    this.paint();
  }

  // The row, or seen from below the column, that is shown.
  paint() {
    const { weights, chosen } = this.data;
    const at = this.looked?.at ?? chosen;
    const up = this.looked?.up ?? false;
    for (const button of this.from.children) {
      const row = Number(button.dataset.at);
      button.setAttribute("aria-pressed", String(row === chosen));
      button.tabIndex = row === chosen ? 0 : -1;
      button.classList.toggle("asking", !up && row === at);
      button.style.setProperty("--tint", up ? tint(weights[row][at]) : "0");
      button.querySelector(".share").textContent = up ? fixed(weights[row][at]) : "";
    }
    for (const button of this.to.children) {
      const column = Number(button.dataset.at);
      button.classList.toggle("asking", up && column === at);
      button.style.setProperty("--tint", up ? "0" : tint(weights[at][column]));
      button.querySelector(".share").textContent = up ? "" : fixed(weights[at][column]);
    }
    this.drawLines();
  }

  // Whether the words need more than one line.
  wraps() {
    const tops = [...this.to.children].map(button => button.offsetTop);
    return Math.max(...tops) > Math.min(...tops);
  }

  drawLines() {
    if (!this.isConnected || !this.data) return;
    const box = this.getBoundingClientRect();
    if (!box.width) return;
    if (box.width !== this.width) {
      this.width = box.width;
      this.classList.remove("columns");
      if (this.wraps()) this.classList.add("columns");
      this.drawLines();
      return;
    }
    const across = this.classList.contains("columns");
    this.lines.setAttribute("viewBox", `0 0 ${box.width} ${box.height}`);
    const { weights, chosen, special } = this.data;
    const at = this.looked?.at ?? chosen;
    const up = this.looked?.up ?? false;
    const place = (side, edge) => {
      const places = new Map();
      for (const button of side.children) {
        const rect = button.getBoundingClientRect();
        places.set(Number(button.dataset.at), across
          ? { x: rect[edge] - box.left, y: rect.top + rect.height / 2 - box.top }
          : { x: rect.left + rect.width / 2 - box.left, y: rect[edge] - box.top });
      }
      return places;
    };
    const above = place(this.from, across ? "right" : "bottom");
    const below = place(this.to, across ? "left" : "top");
    const paths = [];
    const few = this.visible.length <= ALL_LINES;
    for (const from of this.visible) {
      for (const to of this.visible) {
        const strong = up ? to.at === at : from.at === at;
        if (!strong && !few) continue;
        const weight = weights[from.at][to.at];
        if (weight < 0.004) continue;
        const faded = special === "dimmed" && (to.special || from.special);
        paths.push({ a: above.get(from.at), b: below.get(to.at), weight, strong, faded });
      }
    }
    paths.sort((x, y) => x.strong - y.strong);
    this.lines.replaceChildren(
      ...paths.map(({ a, b, weight, strong, faded }) =>
        svg("path", {
          d: across ? bent(a, b, (a.x + b.x) / 2, a.y, (a.x + b.x) / 2, b.y) : bent(a, b, a.x, (a.y + b.y) / 2, b.x, (a.y + b.y) / 2),
          class: strong ? "strong" : "faint",
          "stroke-width": (strong ? 0.8 + weight * 13 : 0.5 + weight * 5).toFixed(2),
          opacity: ((strong ? 0.35 + weight * 0.6 : 0.05 + weight * 0.14) * (faded ? 0.3 : 1)).toFixed(3),
        }),
      ),
    );
  }
}

const bent = (a, b, ...through) => `M${a.x.toFixed(1)} ${a.y.toFixed(1)}C${[...through, b.x, b.y].map(value => value.toFixed(1)).join(" ")}`;

customElements.define("heed-links", HeedLinks);
export const links = () => document.createElement("heed-links");
