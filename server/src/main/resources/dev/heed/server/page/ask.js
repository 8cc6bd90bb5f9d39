// Asks the server, or the answers that a mailed file carries with it. The same question is asked once.

const KEPT = 60;
const answers = new Map();
const recorded = readRecorded();

export class Refused extends Error {
  constructor(message, { subject = "", away = false } = {}) {
    super(message);
    this.subject = subject;
    this.away = away; // the server does not answer at all
  }
}

// A file opened from disk has no server, only what was put into it.
export const isFile = recorded !== null;

function readRecorded() {
  const element = document.getElementById("recorded");
  if (!element) return null;
  const found = new Map();
  for (const { room, question, answer } of JSON.parse(element.textContent).answers) {
    found.set(nameOf(room, question), answer);
  }
  return found;
}

export const start = () => {
  const element = document.getElementById("recorded");
  return element ? JSON.parse(element.textContent).state : {};
};

function nameOf(room, question) {
  const keys = Object.keys(question).filter(key => question[key] !== null && question[key] !== undefined).sort();
  return room + JSON.stringify(keys.map(key => [key, question[key]]));
}

export const has = (room, question) => recorded === null || recorded.has(nameOf(room, question));

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

// Whether it answers again.
export async function isBack() {
  try {
    return (await fetch("/icon.svg", { method: "HEAD", cache: "no-store" })).ok;
  } catch {
    return false;
  }
}
