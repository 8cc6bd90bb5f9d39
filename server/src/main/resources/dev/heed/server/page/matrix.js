// The same numbers as a table: the picture's twin for a screen reader, and a picture itself by its tints.

import { h } from "./dom.js";
import { tint } from "./flow.js";
import { fixed } from "./numbers.js";

// items, rows[row][column], chosen, caption, tinted, special, onpick(at)
export function matrix({ items, rows, chosen, caption, tinted = true, special = "shown", onpick }) {
  const visible = items.filter(item => special !== "folded" || !item.special);
  const hidden = items.filter(item => special === "folded" && item.special);
  const name = item => h("bdi", {}, item.name);
  const table = h(
    "table",
    { class: `matrix ${special === "dimmed" ? "dim" : ""}` },
    h("caption", {}, h("span", {}, caption)),
    h(
      "thead",
      {},
      h(
        "tr",
        {},
        h("td", { class: "corner" }, h("span", { class: "unseen" }, "attends to")),
        visible.map(item => h("th", { scope: "col", class: item.special ? "special" : null }, name(item))),
        hidden.length ? h("th", { scope: "col", class: "special" }, "folded away") : null,
      ),
    ),
    h(
      "tbody",
      {},
      visible.map(row =>
        h(
          "tr",
          { class: row.at === chosen ? "chosen" : null },
          h("th", { scope: "row", class: row.special ? "special" : null },
            h("button", { type: "button", class: "plain", "data-at": row.at, "aria-pressed": String(row.at === chosen), onclick: () => onpick(row.at) }, name(row))),
          visible.map(column =>
            h("td", { class: column.special ? "special" : null, vars: { "--tint": tinted ? tint(rows[row.at][column.at]) : "0" } },
              fixed(rows[row.at][column.at]))),
          hidden.length ? h("td", { class: "special" }, fixed(hidden.reduce((sum, item) => sum + rows[row.at][item.at], 0))) : null,
        ),
      ),
    ),
  );
  return h("div", { class: "scroll", tabindex: 0, role: "region", "aria-label": caption }, table);
}
