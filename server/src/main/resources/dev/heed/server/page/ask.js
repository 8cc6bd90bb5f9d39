// Asks the server, or the answers that a mailed file carries with it. The same question is asked once.

const KEPT = 60;
const answers = new Map();
const file = readFile();
const recorded = file && new Map(file.answers.map(({ room, question, answer }) => [nameOf(room, question), answer]));

export class Refused extends Error {
  constructor(message, { subject = "", away = false } = {}) {
    super(message);
    this.subject = subject;
    this.away = away; // the server does not answer at all
  }
}

// A file opened from disk has no server, only what was put into it.
export const isFile = recorded !== null;

// Where the lines in a file come from; they are in its answers.
export const sourceOfLines = file?.about.corpus ?? null;

// What it opens on, and the views that it holds; in the served page all.
export const begins = file ? Object.fromEntries(Object.entries(file.state).filter(([, value]) => value !== null)) : {};
export const holds = view => file === null || file.about.views.includes(view);

function readFile() {
  const element = document.getElementById("recorded");
  return element && JSON.parse(element.textContent);
}

function nameOf(room, question) {
  const keys = Object.keys(question).filter(key => question[key] !== null && question[key] !== undefined).sort();
  return room + JSON.stringify(keys.map(key => [key, question[key]]));
}

export function ask(room, question) {
  const name = nameOf(room, question);
  if (recorded) {
    return recorded.has(name)
      ? Promise.resolve(recorded.get(name))
      : Promise.reject(new Refused("This file does not hold that view. heed serve shows every one."));
  }
  if (!answers.has(name)) {
    const answer = send(room, question);
    answers.set(name, answer);
    answer.catch(() => answers.delete(name));
    if (answers.size > KEPT) answers.delete(answers.keys().next().value);
  }
  return answers.get(name);
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

// How many layers the model has that is looked at.
export async function layersOf({ model }) {
  const { models } = await ask("models", {});
  return (models.find(each => each.name === model) ?? models[0]).layers;
}

// Whether it answers again.
export async function isBack() {
  try {
    return (await fetch("/icon.svg", { method: "HEAD", cache: "no-store" })).ok;
  } catch {
    return false;
  }
}
