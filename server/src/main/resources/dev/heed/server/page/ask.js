// Asks the server, or the answers that a mailed file carries with it. The same question is asked once.

import { about, nameOf, opensOn, recordedAnswer } from "./recorded.js";
import { Refused } from "./refused.js";

const KEPT = 60;
const answers = new Map();

// A file opened from disk has no server, only what was put into it.
export const isFile = about !== null;

// Where the lines in a file come from; they are in its answers.
export const sourceOfLines = about?.corpus ?? null;

// Whether the text that a file is about is read row by row in it.
export const fileIsLong = about?.long ?? false;

// What it opens on, and the views that it holds; in the served page all.
export const begins = opensOn ? Object.fromEntries(Object.entries(opensOn).filter(([, value]) => value !== null)) : {};
export const holds = view => about === null || about.views.includes(view);

export function ask(room, question) {
  if (isFile) return fromFile(room, question);
  const name = nameOf(room, question);
  if (!answers.has(name)) {
    const answer = send(room, question);
    answers.set(name, answer);
    answer.catch(() => answers.delete(name));
    if (answers.size > KEPT) answers.delete(answers.keys().next().value);
  }
  return answers.get(name);
}

async function fromFile(room, question) {
  const answer = await recordedAnswer(room, question);
  if (answer === undefined) throw new Refused("This file does not hold that view. heed serve shows every one.");
  return answer;
}

// What an answer draws, or why there is none, beside what was asked with.
export async function drawnOrSaid(result, drawing) {
  try {
    await drawing();
  } catch (error) {
    if (!(error instanceof Refused) || error.away) throw error;
    const said = document.createElement("p");
    said.className = "notice error";
    said.setAttribute("role", "status");
    said.textContent = error.message;
    result.replaceChildren(said);
  }
}

async function send(room, question) {
  let response;
  try {
    response = await fetch("/api/" + room, {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify(question),
    });
  } catch {
    throw new Refused("The server does not answer. Start it again with heed serve; this page goes on by itself.", { away: true });
  }
  let answer;
  try {
    answer = await response.json();
  } catch {
    throw new Refused("The server's answer was cut off.", { away: true });
  }
  if (!response.ok) throw new Refused(answer.error.message, { subject: answer.error.subject });
  return answer;
}

// Whether a model is one that the views of a text look into.
export const reads = ({ kind }) => kind !== "language" && kind !== "translation";

// How many layers the model has that is looked at.
export async function layersOf({ model }) {
  const { models } = await ask("models", {});
  return (models.find(each => each.name === model) ?? models.find(each => reads(each))).layers;
}

// Whether it answers again.
export async function isBack() {
  try {
    return (await fetch("/icon.svg", { method: "HEAD", cache: "no-store" })).ok;
  } catch {
    return false;
  }
}
