// Who attends to whom.

import { goTo, h } from "./dom.js";
import { links } from "./links.js";
import { longText } from "./long-text.js";
import { matrix } from "./matrix.js";
import { fixed } from "./numbers.js";
import { ranking } from "./ranking.js";
import { read } from "./reading.js";
import { change } from "./state.js";
import { sum } from "./sum.js";

const TABLE = 40; // items; a larger table is not read by anyone

export async function attendView(s) {
  const reading = await read(s, s.unit);
  const chosen = reading.find(s);
  const holds = at => change(reading.place(at));
  const page = h("div", { class: "view attend" }, heading(reading, s));
  if (reading.long) {
    page.append(await longText(reading, s, chosen, holds));
    return page;
  }
  const picture = links();
  const aside = h("div", { class: "said", "aria-live": "polite" });
  const tables = h("div", { class: "tables" });
  const fill = async at => {
    const row = await reading.row(at);
    aside.replaceChildren(sum(reading.items, at, row, { simple: reading.simple }), ...folded(reading, s, at));
    if (reading.items.length > TABLE) {
      tables.replaceChildren(ranking(reading, at, row, to => goTo(picture.querySelector(".to"), to)));
      return;
    }
    const common = { items: reading.items, chosen: at, special: s.special, onpick: holds };
    tables.replaceChildren(
      ...(reading.scores
        ? [matrix({ ...common, rows: reading.scores, tinted: false, caption: reading.simple
          ? "Scores: the dot product of each word\u2019s vector (down) with each word\u2019s (across)"
          : `Scores: dot products \u00d7 ${fixed(reading.whole.scale)}, the scale 1/\u221ad` })]
        : []),
      matrix({ ...common, rows: reading.weights, caption: reading.simple
        ? "Weights: softmax turns each row of scores into weights that sum to 1"
        : "Weights: how much each (down) attends to each (across); a row sums to 1" }),
    );
  };
  await fill(chosen);
  page.append(h("div", { class: "card stage" }, picture, aside), tables);
  picture.show({ items: reading.items, direction: reading.direction, weights: reading.weights, chosen, special: s.special, onpick: holds });
  return page;
}

function heading(reading, s) {
  const where = reading.simple
    ? `Each word is compared with every word by the dot product of their static vectors, the rows of ${reading.model}\u2019s word table. Softmax turns the scores into weights that sum to 1.`
    : `${reading.model}, ${reading.layer ? `layer ${reading.layer}` : "last layer"}${s.head ? `, head ${s.head}` : ", mean of its heads"}. Each word asks with a learned query, answers with a learned key and gives a learned value.`;
  return h("header", { class: "heading" }, h("h1", {}, "Who attends to whom"), h("p", {}, where));
}

function folded(reading, s, at) {
  if (s.special !== "folded" || reading.simple) return [];
  const away = reading.items.filter(item => item.special);
  const share = away.reduce((total, item) => total + reading.weights[at][item.at], 0);
  return [h("p", { class: "quiet" }, `Folded away: ${away.map(item => item.name).join(" and ")} with ${fixed(share)} of this row. The other weights stay as they are.`)];
}
