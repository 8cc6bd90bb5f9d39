// What a mailed file carries with it: what it opens on, and answers. A file opened from disk has no server.

import { Refused } from "./refused.js";

const opening = contentOf("opening");

// What it holds, as its writer says; null in the served page.
export const about = opening && opening.about;
export const opensOn = opening && opening.state;

let opened = null; // the answers by question, once one is asked for

function contentOf(id) {
  const element = document.getElementById(id);
  return element && JSON.parse(element.textContent);
}

// The answer to a question; none if the file does not hold it.
export async function recordedAnswer(room, question) {
  opened ??= open();
  const { texts, answers, numbers } = await opened;
  const text = texts.indexOf(question.text);
  const found = answers.get(nameOf(room, text < 0 ? question : { ...question, text }));
  if (found && found.packed) {
    found.answer = restored(found.answer, numbers);
    found.packed = false;
  }
  return found?.answer;
}

// A question as one string, whatever the order of its keys; null is as good as not there.
export function nameOf(room, question) {
  const keys = Object.keys(question).filter(key => question[key] !== null && question[key] !== undefined).sort();
  return room + JSON.stringify(keys.map(key => [key, question[key]]));
}

async function open() {
  const element = document.getElementById("recorded");
  const packed = element.type !== "application/json";
  const { content, numbers } = packed ? await unpacked(element.textContent) : { content: JSON.parse(element.textContent), numbers: null };
  const answers = new Map(content.answers.map(({ room, question, answer }) => [nameOf(room, question), { answer, packed }]));
  return { texts: content.texts, answers, numbers };
}

// gzip in base64: the length of the JSON, the JSON, and from the next multiple of four on numbers in single precision.
async function unpacked(text) {
  if (typeof DecompressionStream === "undefined") throw new Refused("This browser cannot unpack what the file holds; one of 2023 or later can.");
  const bytes = Uint8Array.from(atob(text), char => char.charCodeAt(0));
  const buffer = await new Response(new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"))).arrayBuffer();
  const length = new DataView(buffer).getUint32(0, true);
  const content = JSON.parse(new TextDecoder().decode(new Uint8Array(buffer, 4, length)));
  return { content, numbers: new DataView(buffer, 4 + Math.ceil(length / 4) * 4) };
}

// With its rows of numbers in place. The products of weights and values are made again, as single precision has them.
function restored(value, numbers) {
  if (Array.isArray(value)) return value.map(each => restored(each, numbers));
  if (value === null || typeof value !== "object") return value;
  if (value.row && Object.keys(value).length === 1 && Array.isArray(value.row)) {
    const [first, count] = value.row;
    return Array.from({ length: count }, (_, i) => asPrinted(numbers.getFloat32(4 * (first + i), true)));
  }
  const whole = Object.fromEntries(Object.entries(value).map(([key, part]) => [key, restored(part, numbers)]));
  if (whole.weightedValues === null) {
    whole.weightedValues = whole.values.map((row, i) => row.map(number => asPrinted(Math.fround(Math.fround(number) * Math.fround(whole.weights[i])))));
  }
  return whole;
}

// The shortest decimal that reads back to the same float, as the server prints it.
function asPrinted(float) {
  for (let digits = 6; digits < 9; digits++) {
    const decimal = Number(float.toPrecision(digits));
    if (Math.fround(decimal) === float) return decimal;
  }
  return Number(float.toPrecision(9));
}
