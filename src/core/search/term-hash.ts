import { composed } from "./fold.ts";
import { isNameSign, signCharacters } from "./signs.ts";
import { plain, termOf, wordsOf } from "./terms.ts";

const unknown = 0xffff;
const maybeSign = 0xfffe;
/** Characters below this are folded one by one; the others separate words or need Unicode's tables. */
const foldedBelow = 0x400;
let tables: { written: Uint16Array; prepared: Uint16Array } | null = null;

/**
 * Maps each character to its lower-case letter without accents, a separator to 0, one that may belong to a name to `maybeSign`;
 * in `prepared` words, letters beyond stand for themselves. Made on first use: not every start searches.
 */
function letterTables(): { written: Uint16Array; prepared: Uint16Array } {
  if (tables) return tables;
  const written = Uint16Array.from({ length: 0x10000 }, (_, code) =>
    code < foldedBelow ? foldLetter(String.fromCharCode(code)) : separates(code) ? 0 : unknown,
  );
  const prepared = written.map((letter, code) => (code < foldedBelow ? letter : code));
  return (tables = { written, prepared });
}

function foldLetter(written: string): number {
  const character = composed(written);
  if (signCharacters.includes(character)) return maybeSign;
  if (/\p{M}/u.test(character)) return unknown;
  const read = /[\p{L}\p{N}]/u.test(character) ? plain(character) : "";
  return read === "" ? 0 : read.length === 1 ? read.charCodeAt(0) : unknown;
}

const seed = 0x811c9dc5 | 0;
const prime = 0x01000193;
/** Buffers for every text: its characters, and the hashes of its terms. */
let units = new Uint16Array(4096);
let bytes = Buffer.from(units.buffer);
let found = new Int32Array(4096);

/**
 * Hashes the terms of a text, in order, to 32-bit numbers (FNV-1a). Ranking reads hundreds of papers for a query, so
 * this makes no string for a word; two different terms of one text practically never collide.
 */
export function hashTerms(text: string): Int32Array {
  return scan(text, false) ?? scanWords(wordsOf(text).map(termOf).join(" "));
}

/** Hashes words that `termOf` made, separated by blanks. */
const scanWords = (words: string): Int32Array => scan(words, true) ?? new Int32Array();

/** Returns null when the text has to be `prepared` as words: a character needs Unicode's tables, or a sign belongs to a name. */
function scan(text: string, isPrepared: boolean): Int32Array | null {
  readUnits(text);
  const { length } = text;
  const { written, prepared } = letterTables();
  const [read, hashes, table] = [units, found, isPrepared ? prepared : written];
  let words = 0;
  let start = 0;
  let hash = seed;
  // The hash of the word without its last letter, its last two and three: a plural becomes its singular by them.
  let but1 = seed;
  let but2 = seed;
  let but3 = seed;
  for (let at = 0; at <= length; at++) {
    const unit = read[at] ?? 0;
    const letter = table[unit] ?? 0;
    if (letter > 0 && letter < maybeSign && !(unit === s && isShortPlural(table, at, length))) {
      but3 = but2;
      but2 = but1;
      but1 = hash;
      hash = Math.imul(hash ^ letter, prime);
      continue;
    }
    if (letter >= maybeSign && (letter === unknown || (mayBelongToName(table, at) && isNameSign(text, at))))
      return null;
    if (at > start) {
      const cut = at - start > 3 && table[read[at - 1] ?? 0] === s ? ending(table, start, at) : 0;
      hashes[words++] = cut === 0 ? hash : cut === 1 ? but1 : cut === 2 ? but2 : Math.imul(but3 ^ y, prime);
    }
    start = at + 1;
    hash = seed;
  }
  return hashes.slice(0, words);
}

/** Copies a text into the buffer, with a 0 behind it: `charCodeAt` for each character costs as much as everything else here. */
function readUnits(text: string): void {
  if (units.length <= text.length) {
    units = new Uint16Array(text.length * 2);
    bytes = Buffer.from(units.buffer);
    found = new Int32Array(text.length * 2);
  }
  bytes.write(text, "utf16le");
  units[text.length] = 0;
}

/** Whether a sign may belong to a name, by the character beside it: most signs are full stops of a sentence. */
function mayBelongToName(table: Uint16Array, at: number): boolean {
  if (units[at] === period) return ((units[at + 1] ?? 0) | small) === n;
  const before = at === 0 ? 0 : (table[units[at - 1] ?? 0] ?? 0);
  return before !== 0 && before !== maybeSign;
}

/** Whether an s is the plural's of a short form in capitals, as `withoutPlural` in terms.ts tells. */
function isShortPlural(table: Uint16Array, at: number, length: number): boolean {
  if (at < 2 || !isCapital(units[at - 1] ?? 0) || !isCapital(units[at - 2] ?? 0)) return false;
  const next = units[at + 1] ?? 0;
  return at + 1 === length || next >= foldedBelow || table[next] === 0 || table[next] === maybeSign;
}

const isCapital = (unit: number): boolean => unit >= 65 && unit <= 90;

/** Whether a character above the table separates words: general punctuation, arrows and mathematical operators do. */
function separates(unit: number): boolean {
  return unit >= 0x2000 && unit <= 0x22ff && (unit <= 0x206f || unit >= 0x2190);
}

const [period, small, c, e, h, i, n, s, t, u, x, y, z] = [46, 32, 99, 101, 104, 105, 110, 115, 116, 117, 120, 121, 122];

/** How many letters a word that ends in s loses in its singular, by the rules of `singular` in terms.ts; 3 means that "ies" becomes "y". */
function ending(table: Uint16Array, start: number, end: number): 0 | 1 | 2 | 3 {
  const letter = (at: number) => table[units[at] ?? 0];
  const before = letter(end - 2);
  if (before === s) return 0;
  // "GPUs" is a plural, "this" and "corpus" are none.
  if (before === u || before === i)
    return end - start === 4 && !(letter(start) === t && letter(start + 1) === h) ? 1 : 0;
  if (before !== e) return 1;
  const [fourth, third] = [letter(end - 4), letter(end - 3)];
  if (end - start > 4 && third === i) return 3;
  const hissing = third === x || third === z || (third === s && fourth === s);
  return hissing || (third === h && (fourth === s || fourth === c)) ? 2 : 1;
}

/** How rare a hashed term is in the library (inverse document frequency): ln(papers / papers that have the term). */
export type Idf = (term: number) => number;

/** The hash of one term. */
export function hashTerm(term: string): number {
  return scanWords(term)[0] ?? 0;
}
