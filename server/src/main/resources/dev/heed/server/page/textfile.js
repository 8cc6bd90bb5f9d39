// A file of the visitor's own as text: UTF-8, packed with gzip or not, the whole of it or none.

import { Refused } from "./refused.js";
import { count } from "./numbers.js";

const MOST = 64 * 1024 * 1024; // bytes, unpacked: what a window should hold

export async function textOf(file) {
  const packed = await startsPacked(file);
  const bytes = await all(file, packed ? file.stream().pipeThrough(new DecompressionStream("gzip")) : file.stream(), packed);
  const nothing = bytes.indexOf(0);
  if (nothing >= 0) throw new Refused(`${file.name}: expected UTF-8 text, found a byte 0 at ${count(nothing)}: a binary file, or text in UTF-16; convert it first.`);
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes); // a byte order mark is no text
  } catch {
    throw new Refused(`${file.name}: expected UTF-8 text, found bytes that are none; convert it first.`);
  }
}

async function startsPacked(file) {
  const [first, second] = new Uint8Array(await file.slice(0, 2).arrayBuffer());
  return first === 0x1f && second === 0x8b;
}

async function all(file, stream, packed) {
  const parts = [];
  let size = 0;
  const reader = stream.getReader();
  try {
    for (let { done, value } = await reader.read(); !done; { done, value } = await reader.read()) {
      parts.push(value);
      size += value.length;
      if (size > MOST) throw new Refused(`${file.name}: expected at most ${count(MOST / 1024 / 1024)} MiB of text, got more; heed senses and heed concordance read files of any size.`);
    }
  } catch (error) {
    if (error instanceof Refused) throw error;
    throw new Refused(packed
      ? `${file.name}: expected one whole gzip stream, found it cut off, damaged or followed by something else; unpack it with gzip -d first.`
      : `${file.name}: cannot be read (${error.message}).`);
  }
  return new Uint8Array(await new Blob(parts).arrayBuffer());
}
