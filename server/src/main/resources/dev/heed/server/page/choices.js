// What can be chosen beside the text: layer, head, words or tokens. A view names those that it takes.

import { h } from "./dom.js";
import { reads } from "./ask.js";
import { change } from "./state.js";

const USUAL = { name: "", layers: 6, heads: 12 }; // until the server has said what it runs

// name → what draws it, from the state and the model that is looked at
const CHOICES = {
  mode: s => pick("Arithmetic", "mode", [["simple", "Simple"], ["model", "Model"]], s.mode, value => change({ mode: value, key: "", step: 0 })),
  layer: (s, model) => choose("Layer", "layer", range(model.layers), s.layer || model.layers, value => change({ layer: Number(value) })),
  head: (s, model) => choose("Head", "head", [[0, "mean"], ...range(model.heads)], s.head, value => change({ head: Number(value) })),
  unit: s => pick("Read as", "unit", [["word", "Words"], ["token", "Tokens"]], s.unit, value => change({ unit: value })),
  special: s => pick("Special tokens", "special", [["shown", "Shown"], ["dimmed", "Dimmed"], ["folded", "Folded"]], s.special, value => change({ special: value })),
};

// The controls of these names, and of the model where there are several.
export function choices(names, s, models) {
  const readers = models.filter(each => reads(each));
  const model = readers.find(each => each.name === s.model) ?? readers[0] ?? USUAL;
  const parts = names.filter(name => CHOICES[name]).map(name => CHOICES[name](s, model));
  if (names.includes("language")) parts.push(...modelChoice("language", models.filter(each => each.kind === "language"), s.language, value => change({ language: value, pick: -1, against: -1 })));
  else if (names.includes("translator")) parts.push(...modelChoice("translator", models.filter(each => each.kind === "translation"), s.translator, value => change({ translator: value, crossLayer: 0, crossHead: 0 })));
  else parts.push(...modelChoice("model", readers, model.name, value => change({ model: value, layer: 0, head: 0 })));
  return parts;
}

function modelChoice(key, models, chosen, onpick) {
  return models.length > 1 ? [choose("Model", key, models.map(each => [each.name, each.name]), chosen || models[0].name, onpick)] : [];
}

function range(n) {
  return Array.from({ length: n }, (_, i) => [i + 1, String(i + 1)]);
}

function pick(title, name, values, chosen, onpick) {
  return h("fieldset", { class: "pick" }, h("legend", {}, title),
    h("span", { class: "options" }, values.map(([value, label]) => h("label", {},
      h("input", { type: "radio", name, id: `${name}-${value}`, value, checked: value === chosen, onchange: () => onpick(value) }), h("span", {}, label)))));
}

export function choose(title, name, values, chosen, onpick) {
  const known = values.some(([value]) => String(value) === String(chosen));
  if (!known) values = [...values, [chosen, String(chosen)]]; // asked for by the address; the view says what is wrong
  const select = h("select", { id: name, name, onchange: event => onpick(event.target.value) },
    values.map(([value, label]) => h("option", { value, selected: value === chosen }, label)));
  return h("label", { class: "choose-one" }, h("span", {}, title), select);
}
