// How the places of one sense are told from those of another: by shape and colour together, and beyond these by number.

import { svg } from "./dom.js";

const COLOURS = 4;
const SHAPES = [
  "M-5 0A5 5 0 1 0 5 0A5 5 0 1 0 -5 0Z",
  "M-4.5 -4.5H4.5V4.5H-4.5Z",
  "M0 -6.5L5.8 4.6H-5.8Z",
  "M0 -6.5L6.5 0L0 6.5L-6.5 0Z",
  "M0 6.5L5.8 -4.6H-5.8Z",
  "M-2 -6H2V-2H6V2H2V6H-2V2H-6V-2H-2Z",
  "M0 -7L1.7 -2.3L6.7 -2.2L2.7 0.9L4.1 5.7L0 2.9L-4.1 5.7L-2.7 0.9L-6.7 -2.2L-1.7 -2.3Z",
  "M-4.2 -6L0 -1.8L4.2 -6L6 -4.2L1.8 0L6 4.2L4.2 6L0 1.8L-4.2 6L-6 4.2L-1.8 0L-6 -4.2Z",
];

// The shapes differ without their colours, and a shape that comes again is hollow.
export function shape(sense) {
  if (!sense) return svg("circle", { r: 4, class: "ring" });
  const at = sense.id - 1;
  if (at >= 2 * SHAPES.length) return svg("text", { class: "mark-number", "text-anchor": "middle", y: 4 }, sense.id);
  return svg("path", { d: SHAPES[at % SHAPES.length], class: at < SHAPES.length ? "mark-of" : "mark-of hollow" });
}

export const colourOf = sense => `line-own-${(sense.id - 1) % COLOURS}`;
