// Saves or copies what a view shows: the picture as SVG or PNG, its numbers as a table.

import { h } from "./dom.js";
import { pngOf, snapshot, svgOf } from "./snapshot.js";

// view: its element; a part of it may say in "csv" what its numbers are: rows, the first of them names
export function saver(view, name) {
  const said = h("span", { class: "quiet", role: "status" });
  const file = ending => `heed-${name}.${ending}`;
  const title = () => view.querySelector("h1")?.textContent ?? name;
  const rows = () => [view, ...view.querySelectorAll("*")].find(part => part.csv)?.csv();
  const button = (label, work) => h("button", { type: "button", onclick: async () => {
    try {
      said.textContent = await work();
    } catch (error) {
      said.textContent = `That was not possible: ${error.message}`;
    }
  } }, label);
  const save = (content, type, ending) => {
    const address = URL.createObjectURL(content instanceof Blob ? content : new Blob([content], { type }));
    h("a", { href: address, download: file(ending) }).click();
    setTimeout(() => URL.revokeObjectURL(address), 10000);
    return `Saved ${file(ending)}.`;
  };
  const menu = h("div", { class: "save-menu", role: "group", "aria-label": "Save or copy" },
    button("Picture as SVG", () => save(svgOf(snapshot(view), title()), "image/svg+xml", "svg")),
    button("Picture as PNG", async () => save(await pngOf(snapshot(view)), "image/png", "png")),
    button("Numbers as CSV", () => save("\ufeff" + csvOf(rows()), "text/csv", "csv")),
    button("Copy picture", async () => {
      await navigator.clipboard.write([new ClipboardItem({ "image/png": pngOf(snapshot(view)) })]);
      return "Copied.";
    }),
    button("Copy numbers", async () => {
      await navigator.clipboard.writeText(tabbed(rows()));
      return "Copied.";
    }), said);
  const box = h("details", { class: "save", onkeydown: event => {
    if (event.key !== "Escape" || !box.open) return;
    box.open = false;
    box.querySelector("summary").focus();
  } }, h("summary", {}, "Save or copy"), menu);
  return box;
}

// RFC 4180, for spreadsheets.
export function csvOf(rows) {
  const cell = value => (/[",\r\n]/.test(String(value)) ? `"${String(value).replace(/"/g, '""')}"` : String(value));
  return rows.map(row => row.map(value => cell(value ?? "")).join(",") + "\r\n").join("");
}

// As spreadsheets take it from the clipboard.
const tabbed = rows => rows.map(row => row.map(value => String(value ?? "").replace(/[\t\r\n]+/g, " ")).join("\t")).join("\n");
