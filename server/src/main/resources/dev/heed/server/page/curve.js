// Similarity, layer by layer, from 1.00 down.

import { h, svg } from "./dom.js";
import { fixed } from "./numbers.js";

const WIDE = [640, 310];
const NARROW = [380, 250];
const LEFT = 44;
const RIGHT = 70;
const TOP = 16;
const BOTTOM = 36;

// names of the points; lines: [{name, values, colour}]; chosen point; onpick(point)
export function curve({ points, lines, chosen, onpick }) {
  const [width, height] = matchMedia("(max-width: 40rem)").matches ? NARROW : WIDE;
  const lowest = Math.min(...lines.flatMap(line => line.values));
  const floor = Math.max(-1, Math.floor((lowest - 0.05) * 10) / 10);
  const x = i => LEFT + (i * (width - LEFT - RIGHT)) / (points.length - 1);
  const y = value => TOP + ((1 - value) * (height - TOP - BOTTOM)) / (1 - floor);
  const marks = [];
  const gap = 1 - floor > 0.55 ? 0.2 : 0.1;
  for (let value = 1; value > floor - 1e-9; value -= gap) marks.push(value);
  const ends = apart(lines.map(line => y(line.values.at(-1))));
  return h("div", { class: "curve" }, svg("svg", { viewBox: `0 0 ${width} ${height}`, role: "img", "aria-label":
    lines.map(line => `${line.name}: ${line.values.map((value, i) => `${points[i]} ${fixed(value, 2)}`).join(", ")}`).join("; ") },
    marks.map(value => [
      svg("line", { class: "grid", x1: LEFT, x2: width - RIGHT, y1: y(value), y2: y(value) }),
      svg("text", { class: "axis", x: LEFT - 8, y: y(value) + 4, "text-anchor": "end" }, fixed(value, 1))]),
    svg("line", { class: "now", x1: x(chosen), x2: x(chosen), y1: TOP, y2: height - BOTTOM }),
    points.map((name, i) => svg("text", { class: i === chosen ? "axis strong" : "axis", x: x(i), y: height - 12, "text-anchor": "middle" }, name)),
    lines.map((line, k) => svg("g", { class: `line line-${line.colour}` },
      svg("path", { d: line.values.map((value, i) => `${i ? "L" : "M"}${x(i).toFixed(1)} ${y(value).toFixed(1)}`).join("") }),
      line.values.map((value, i) => svg("circle", { cx: x(i), cy: y(value), r: i === chosen ? 5.5 : 3.5 }, svg("title", {}, `${points[i]}: ${fixed(value, 2)}`))),
      svg("text", { class: "end", x: width - RIGHT + 12, y: ends[k] + 4 }, fixed(line.values.at(-1), 2)))),
    points.map((name, i) => svg("rect", { class: "hit", x: x(i) - 20, y: 0, width: 40, height: height, onclick: () => onpick(i) }))));
}

// Labels that would stand on each other move apart.
function apart(places) {
  const order = places.map((place, i) => [place, i]).sort((a, b) => a[0] - b[0]);
  let last = -99;
  const moved = [];
  for (const [place, i] of order) {
    last = Math.max(place, last + 15);
    moved[i] = last;
  }
  return moved;
}
