import { composed } from "./fold.ts";
import { isNameSign, signCharacters } from "./signs.ts";
import { plain, termOf, wordsOf } from "./terms.ts";

// What `letterTable` says of a character that is no letter: numbers above those of all its letters.
const betweenWords = 0xfffd;
const maybeSign = 0xfffe;
const unknown = 0xffff;
/** Characters below this are folded one by one; the others separate words or need Unicode's tables. */
const foldedBelow = 0x400;
/**
 * Maps each character to its lower-case letter without accents, or to what it is otherwise.
 * It is filled on first use, because not every start searches, and constant, because its reader is twice as fast so.
 */
const letterTable = new Uint16Array(0x10000);
let isFilled = false;

function fillLetters(): void {
  for (let code = 0; code < letterTable.length; code++)
    letterTable[code] =
      code < foldedBelow ? foldLetter(String.fromCharCode(code)) : separates(code) ? betweenWords : unknown;
  isFilled = true;
}

function foldLetter(written: string): number {
  const character = composed(written);
  if (signCharacters.includes(character)) return maybeSign;
  if (/\p{M}/u.test(character)) return unknown;
  // Within a word some letters are left out: "ͺ".
  if (/\p{L}/u.test(character) && plain(`a${character}`) === "a") return unknown;
  const read = /[\p{L}\p{N}]/u.test(character) ? plain(character) : "";
  return read === "" ? betweenWords : read.length === 1 ? read.charCodeAt(0) : unknown;
}

const seed = 0x811c9dc5 | 0;
const prime = 0x01000193;
/** Times the prime it is 1 (mod 2³²), so the last letter of a hash can be taken back. */
const inverse = 0x359c449b;
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

/**
 * Returns null when the text has to be `prepared` as words: a character needs Unicode's tables, or a sign belongs to a
 * name. In prepared words, the letters that are not folded one by one stand for themselves.
 */
function scan(text: string, isPrepared: boolean): Int32Array | null {
  if (!isFilled) fillLetters();
  readUnits(text);
  const { length } = text;
  const [read, hashes] = [units, found];
  let words = 0;
  for (let at = 0; at <= length; at++) {
    const start = at;
    let hash = seed;
    let last = 0;
    let letter = letterTable[read[at] ?? 0] ?? 0;
    while (letter < betweenWords || letter === unknown) {
      if (letter === unknown) {
        if (!isPrepared) return null;
        letter = read[at] ?? 0;
      }
      last = letter;
      hash = Math.imul(hash ^ letter, prime);
      letter = letterTable[read[++at] ?? 0] ?? 0;
    }
    if (letter === maybeSign && mayBelongToName(start, at) && isNameSign(text, at)) return null;
    if (at > start) hashes[words++] = last === s && at - start > 2 ? hashSingular(start, at, hash) : hash;
  }
  return hashes.slice(0, words);
}

const letterAt = (at: number): number => letterTable[units[at] ?? 0] ?? 0;

/** The hash of the singular of a word that ends in s, which stands from `start` to `end` and has this hash itself. */
function hashSingular(start: number, end: number, whole: number): number {
  const last = isShortPlural(end - 1) ? end - 1 : end;
  const cut = last - start > 3 && letterAt(last - 1) === s ? ending(start, last) : 0;
  let hash = whole;
  for (let at = end - 1; at >= last - cut; at--) hash = Math.imul(hash, inverse) ^ letterAt(at);
  return cut === 3 ? Math.imul(hash ^ y, prime) : hash;
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

/** Whether a sign may belong to a name: behind a word of one or two letters, or as a full stop before "net". Most signs are full stops of a sentence. */
function mayBelongToName(start: number, at: number): boolean {
  if (units[at] === period) return ((units[at + 1] ?? 0) | small) === n;
  return at - start === 1 || at - start === 2;
}

/** Whether the letter at the end of a word is the plural's s of a short form in capitals, as `withoutPlural` in terms.ts tells. */
function isShortPlural(at: number): boolean {
  return units[at] === s && isCapital(units[at - 1] ?? 0) && isCapital(units[at - 2] ?? 0);
}

const isCapital = (unit: number): boolean => unit >= 65 && unit <= 90;

/** Whether a character above the table separates words: general punctuation, arrows and mathematical operators do. */
function separates(unit: number): boolean {
  return unit >= 0x2000 && unit <= 0x22ff && (unit <= 0x206f || unit >= 0x2190);
}

const [period, small, c, e, h, i, n, s, t, u, x, y, z] = [46, 32, 99, 101, 104, 105, 110, 115, 116, 117, 120, 121, 122];

/** How many letters a word that ends in s loses in its singular, by the rules of `singular` in terms.ts; 3 means that "ies" becomes "y". */
function ending(start: number, end: number): 0 | 1 | 2 | 3 {
  const before = letterAt(end - 2);
  if (before === s) return 0;
  // "GPUs" is a plural, "this" and "corpus" are none.
  if (before === u || before === i)
    return end - start === 4 && !(letterAt(start) === t && letterAt(start + 1) === h) ? 1 : 0;
  if (before !== e) return 1;
  const [fourth, third] = [letterAt(end - 4), letterAt(end - 3)];
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
