// The text that senses and concordance are looked for in. It stays in this window: neither the address nor the server keeps it.

import { isFile, sourceOfLines } from "./ask.js";
import { h } from "./dom.js";
import { count, plural } from "./numbers.js";
import { textOf } from "./textfile.js";

const LONGEST = 190000; // characters that a request takes, all together

const EXAMPLE = [
  "She opened an account at the bank on the corner.",
  "The bank charges a fee for every transfer abroad.",
  "We ate our sandwiches on the grassy bank of the stream.",
  "The bank lent them the money for the house.",
  "Willows lean over the bank where the river bends.",
  "He works as a clerk in a small bank.",
  "The boat was tied to a post on the far bank.",
  "After the flood the bank had to be rebuilt with stones.",
  "Interest rates at the bank have fallen again this year.",
  "An otter slid down the muddy bank into the water.",
  "The bank closed two hundred branches last winter.",
  "They walked along the bank until the path ended at a weir.",
  "Her savings were safe in the bank, she thought.",
  "Anglers sat in a row along the bank in the morning mist.",
  "The robbers left the bank with bags full of cash.",
  "The canoe drifted towards the steep bank under the trees.",
  "My bank sends a letter whenever I overdraw the account.",
  "Reeds grow thick on the northern bank of the lake.",
  "The central bank raised its interest rate by half a point.",
  "A heron waited on the bank and watched the shallow water.",
  "You need a passport to open an account with this bank.",
  "The children threw pebbles from the bank into the river.",
  "The bank refused the loan because the firm had no assets.",
  "Cows came down to the bank to drink from the river.",
  "She asked the bank to block her stolen card.",
  "The ferry runs from the left bank of the river to the right.",
].join("\n");

const held = isFile ? { name: sourceOfLines, text: "" } : { name: "", text: EXAMPLE };

export const corpus = () => held.text;
export const corpusName = () => held.name || "the example";

// In a file to mail, what was asked stands in place of the form.
export const askedInFile = (word, query) => h("p", {}, h("strong", { dir: "auto" }, word || "any word"), query ? [" as in ", h("q", { dir: "auto" }, query)] : null, " \u00b7 ", h("bdi", {}, held.name));

// Of a long text only the lines with the word are sent, each at its number.
export function linesWith(word) {
  if (held.text.length <= LONGEST) return held.text;
  const wanted = folded(word.trim()).slice(0, 4);
  return held.text.split("\n").map(line => (folded(line).includes(wanted) ? line : "")).join("\n").trimEnd();
}

// Wide enough for whatever the server takes for the same word.
const folded = text => text.normalize("NFD").toLowerCase().toUpperCase().normalize("NFD").replace(/[\u2019\u02bc]/g, "'");

// Fields to paste a text into, or to read a file.
export function corpusField(onchange) {
  const said = h("span", { class: "quiet" }, describe());
  const trouble = h("p", { class: "notice error said-of-file", role: "status" });
  const area = h("textarea", { id: "corpus", rows: 4, spellcheck: "false", dir: "auto", onchange: () => {
    held.text = area.value;
    held.name = "";
    said.textContent = describe();
    onchange?.();
  } });
  area.value = held.text.length > LONGEST ? "" : held.text;
  area.placeholder = held.text.length > LONGEST ? describe() : "";
  const file = h("input", { type: "file", id: "corpus-file", accept: ".txt,.gz,text/*,application/gzip", onchange: async () => {
    const [chosen] = file.files;
    if (!chosen) return;
    trouble.textContent = "";
    try {
      held.text = await textOf(chosen);
    } catch (error) {
      trouble.textContent = error.message;
      return;
    }
    held.name = chosen.name;
    area.value = held.text.length > LONGEST ? "" : held.text;
    area.placeholder = held.text.length > LONGEST ? describe() : "";
    said.textContent = describe();
    onchange?.();
  } });
  return h("details", { class: "corpus", open: held.text !== EXAMPLE },
    h("summary", {}, "Text: ", said),
    h("label", { class: "field" }, h("span", {}, "Paste a text, a sentence or a paragraph a line"), area),
    h("label", { class: "field" }, h("span", {}, "or read a file, packed (.gz) or not, which stays on this machine"), file), trouble);
}

function describe() {
  const lines = held.text.split("\n").filter(line => line.trim()).length;
  return `${corpusName()}, ${plural(lines, "line")}, ${count(held.text.length)} characters`;
}
