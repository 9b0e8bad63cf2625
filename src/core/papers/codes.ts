import { plain } from "./terms.ts";

const tableSize = 0x400;
const unknown = 0xffff;
let table: Uint16Array | null = null;

/** Characters as plain lower-case letters and digits, dividers as 0; built when first needed, not at every start. */
function lettersTable(): Uint16Array {
  table ??= Uint16Array.from({ length: tableSize }, (_, code) => {
    const read = plain(String.fromCharCode(code));
    if (!/^[\p{L}\p{N}]+$/u.test(read)) return 0;
    return read.length === 1 ? read.charCodeAt(0) : unknown;
  });
  return table;
}

const seed = 0x811c9dc5 | 0;
const prime = 0x01000193;
let found = new Int32Array(4096);

/**
 * The terms of a text in order, as numbers: equal terms have equal numbers, and two different ones share one once in
 * billions. Ranking reads hundreds of papers for a query, so this is one pass without a string for each word.
 */
export function codesOf(text: string): Int32Array {
  return scan(text) ?? scan(plain(text).replace(/[^\p{L}\p{N}]/gu, " "), true) ?? new Int32Array();
}

/** One pass; null where a character needs Unicode's tables and the text has not been through them yet. */
function scan(text: string, prepared = false): Int32Array | null {
  const letters = lettersTable();
  if (found.length <= text.length) found = new Int32Array(text.length * 2);
  let words = 0;
  let start = 0;
  let hash = seed;
  for (let at = 0; at < text.length; at++) {
    const unit = text.charCodeAt(at);
    const letter = unit < tableSize ? (letters[unit] ?? 0) : prepared ? unit : divides(unit) ? 0 : unknown;
    if (letter === unknown) return null;
    if (letter !== 0) hash = Math.imul(hash ^ letter, prime);
    else {
      if (at > start) found[words++] = singularOf(text, start, at, hash, letters);
      start = at + 1;
      hash = seed;
    }
  }
  if (text.length > start) found[words++] = singularOf(text, start, text.length, hash, letters);
  return found.slice(0, words);
}

/** Punctuation and mathematical operators divide words; what else there is so far up may be a letter. */
function divides(unit: number): boolean {
  return unit >= 0x2000 && unit <= 0x22ff && (unit <= 0x206f || unit >= 0x2190);
}

/** The hash of a word's singular, by the rules of `singular`, but without a string for the word. */
function singularOf(text: string, start: number, end: number, hash: number, letters: Uint16Array): number {
  if (end - start < 4) return hash;
  const last = (back: number) => {
    const unit = text.charCodeAt(end - back);
    return unit < tableSize ? (letters[unit] ?? 0) : unit;
  };
  const cut = ending(last, end - start);
  if (cut === 0) return hash;
  let one = seed;
  for (let at = start; at < end - cut; at++) {
    const unit = text.charCodeAt(at);
    one = Math.imul(one ^ (unit < tableSize ? (letters[unit] ?? 0) : unit), prime);
  }
  return cut === 3 ? Math.imul(one ^ y, prime) : one;
}

const [c, e, h, i, s, u, x, y, z] = [99, 101, 104, 105, 115, 117, 120, 121, 122] as const;

/** How many letters a plural loses for its singular; with 3, "ies" becomes "y". */
function ending(last: (back: number) => number, length: number): 0 | 1 | 2 | 3 {
  if (last(1) !== s) return 0;
  const before = last(2);
  if (before === s || before === u || before === i) return 0;
  if (before !== e) return 1;
  const third = last(3);
  if (length > 4 && third === i) return 3;
  const hissing = third === x || third === z || (third === s && last(4) === s);
  return hissing || (third === h && (last(4) === s || last(4) === c)) ? 2 : 1;
}

/** A term's number. */
export function codeOf(term: string): number {
  return codesOf(term)[0] ?? 0;
}
