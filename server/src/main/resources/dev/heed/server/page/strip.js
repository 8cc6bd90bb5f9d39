// A vector as a strip of colour: one bar a number, blue above zero, orange below.

import { fixed } from "./numbers.js";
import { h } from "./dom.js";

class HeedStrip extends HTMLElement {
  connectedCallback() {
    this.watch ??= new ResizeObserver(() => this.draw());
    this.watch.observe(this);
  }

  disconnectedCallback() {
    this.watch.disconnect();
  }

  show(vector, largest) {
    this.vector = vector;
    this.largest = largest;
    this.canvas = h("canvas", { role: "img", "aria-label": describe(vector) });
    this.replaceChildren(this.canvas);
    return this;
  }

  draw() {
    const { width, height } = this.getBoundingClientRect();
    if (!width || !this.vector) return;
    const scale = Math.min(3, devicePixelRatio || 1);
    this.canvas.width = Math.round(width * scale);
    this.canvas.height = Math.round(height * scale);
    const context = this.canvas.getContext("2d");
    const style = getComputedStyle(this);
    const up = style.getPropertyValue("--up");
    const down = style.getPropertyValue("--down");
    const bar = this.canvas.width / this.vector.length;
    this.vector.forEach((value, i) => {
      context.globalAlpha = Math.min(1, Math.sqrt(Math.abs(value) / this.largest));
      context.fillStyle = value < 0 ? down : up;
      const left = Math.floor(i * bar);
      context.fillRect(left, 0, Math.max(1, Math.floor((i + 1) * bar) - left), this.canvas.height);
    });
  }
}

const describe = vector =>
  `${vector.length} numbers, the first: ${vector.slice(0, 4).map(value => fixed(value)).join(", ")}`;

customElements.define("heed-strip", HeedStrip);

export const largestOf = (...vectors) => {
  let largest = 1e-9;
  for (const vector of vectors) for (const value of vector) largest = Math.max(largest, Math.abs(value));
  return largest;
};

export const strip = (vector, largest = largestOf(vector)) => document.createElement("heed-strip").show(vector, largest);
