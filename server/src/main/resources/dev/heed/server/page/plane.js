// A map of the occurrences: each a path from its static vector through the layers.

import { h, svg } from "./dom.js";

const SIZE = 300;
const EDGE = 30;

export function plane(map, places, layer) {
  if (!map) return h("p", { class: "quiet" }, "No map in this file.");
  const points = map.paths.map(path => path.x.map((x, i) => [x, path.y[i]]));
  const all = points.flat();
  const bounds = axis => [Math.min(...all.map(p => p[axis])), Math.max(...all.map(p => p[axis]))];
  const [x0, x1] = bounds(0);
  const [y0, y1] = bounds(1);
  const scale = (SIZE - 2 * EDGE) / Math.max(x1 - x0, y1 - y0, 1e-9);
  const x = value => SIZE / 2 + (value - (x0 + x1) / 2) * scale;
  const y = value => SIZE / 2 - (value - (y0 + y1) / 2) * scale;
  const names = apart(points.map(path => ({ x: x(path[layer + 1][0]) + 12, y: y(path[layer + 1][1]) })));
  const drawn = svg("svg", { viewBox: `0 0 ${SIZE} ${SIZE}`, role: "img", "aria-label": `Map of ${places.length} occurrences through the layers` },
    points.map((path, i) => svg("g", { class: `line line-own-${i % 4}` },
      svg("path", { d: path.map((p, n) => `${n ? "L" : "M"}${x(p[0]).toFixed(1)} ${y(p[1]).toFixed(1)}`).join("") }),
      path.map((p, n) => svg("circle", { cx: x(p[0]), cy: y(p[1]), r: n === layer + 1 ? 7 : 3 }, svg("title", {}, n ? `layer ${n - 1}` : "static"))),
      svg("text", { class: "end", x: names[i].x, y: names[i].y + 5 }, i + 1))),
    beginning(points[0], x, y));
  const share = i => `${Math.round(map.variance[i] * 100)}%`;
  return h("div", { class: "plane" }, drawn,
    h("p", { class: "quiet" }, `The two main directions of all these vectors, each of length 1 (principal components: ${share(0)} and ${share(1)} of their variance). The rest is not in the picture.`));
}

// Numbers beside points that lie close stand one below the other.
function apart(places) {
  const moved = places.map(place => ({ ...place }));
  const order = [...moved].sort((a, b) => a.y - b.y);
  order.forEach((place, i) => {
    for (const above of order.slice(0, i)) {
      if (Math.abs(above.x - place.x) < 20 && place.y - above.y < 15) place.y = above.y + 15;
    }
  });
  return moved;
}

// The common beginning, named on the side that the path leaves free.
function beginning([[x0, y0], [x1, y1]], x, y) {
  const length = Math.hypot(x1 - x0, y1 - y0) || 1;
  const left = x(x0) - ((x1 - x0) / length) * 14;
  const top = y(y0) + ((y1 - y0) / length) * 14;
  const sideways = Math.abs(x1 - x0) > Math.abs(y1 - y0);
  return svg("text", { class: "axis", x: left, y: top + 4, "text-anchor": sideways ? (x1 < x0 ? "start" : "end") : "middle" }, "static");
}
