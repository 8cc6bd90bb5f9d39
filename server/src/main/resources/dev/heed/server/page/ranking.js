// The largest weights of one row, as a table.

import { h } from "./dom.js";
import { fixed } from "./numbers.js";

export function ranking(reading, at, row) {
  const caption = `The largest weights of ${reading.items[at].name}`;
  return h("div", { class: "scroll", tabindex: 0, role: "region", "aria-label": caption },
    h("table", { class: "matrix ranking" },
      h("caption", {}, caption),
      h("thead", {}, h("tr", {}, ["word", "weight"].map(name => h("th", { scope: "col" }, name)))),
      h("tbody", {}, row.largest.slice(0, 24).map(part =>
        h("tr", {}, h("th", { scope: "row" }, h("bdi", {}, reading.items[part.at].name)), h("td", {}, fixed(part.weight, 4)))))));
}
