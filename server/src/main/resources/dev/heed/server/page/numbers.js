// Numbers and names as people read them.

const MINUS = "\u2212";

export function fixed(value, digits = 3) {
  const text = Math.abs(value).toFixed(digits);
  return value < 0 && Number(text) !== 0 ? MINUS + text : text;
}

// Small or large ones too: three significant digits.
export function short(value) {
  const size = Math.abs(value);
  if (size !== 0 && (size < 0.001 || size >= 100000)) {
    return value.toExponential(1).replace(/-/g, MINUS);
  }
  return fixed(value, size >= 1000 ? 0 : size >= 100 ? 1 : 3);
}

export const count = value => value.toLocaleString("en");

export function plural(number, one, many = one + "s") {
  return `${count(number)} ${number === 1 ? one : many}`;
}

// What cannot be seen is shown by a sign: control characters, directional marks.
const HIDDEN = /[\u0000-\u001f\u007f-\u009f\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]/g;

// Which way a text runs: as its first letter that has a direction.
const STRONG = /\p{L}/u;
const FROM_THE_RIGHT = /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\u{10800}-\u{10fff}\u{1e800}-\u{1efff}]/u;

export function directionOf(text) {
  const letter = STRONG.exec(text);
  return letter && FROM_THE_RIGHT.test(letter[0]) ? "rtl" : "ltr";
}

export function shown(text) {
  return text.replace(HIDDEN, char => {
    const code = char.codePointAt(0);
    if (code < 0x20) return String.fromCodePoint(0x2400 + code);
    if (code === 0x200d || code === 0x200c) return char; // joiners within emoji and words
    return "\u25cc";
  });
}
