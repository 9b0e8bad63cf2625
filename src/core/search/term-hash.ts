import { isNameSign, signCharacters } from "./signs.ts";
import { plain, termOf, wordsOf } from "./terms.ts";

const tableSize = 0x400;
const unknown = 0xffff;
const maybeSign = 0xfffe;
let table: Uint16Array | null = null;

/** Maps a character to its lower-case letter without accents, a separator to 0, one that may belong to a name to `maybeSign`. Built on first use: not every start searches. */
function lettersTable(): Uint16Array {
  table ??= Uint16Array.from({ length: tableSize }, (_, code) => {
    const character = String.fromCharCode(code);
    if (signCharacters.includes(character)) return maybeSign;
    if (/\p{M}/u.test(character)) return unknown;
    const read = /[\p{L}\p{N}]/u.test(character) ? plain(character) : "";
    if (read === "") return 0;
    return read.length === 1 ? read.charCodeAt(0) : unknown;
  });
  return table;
}

const seed = 0x811c9dc5 | 0;
const prime = 0x01000193;
/** Buffer for the text being hashed: first its characters, then in place its folded letters and digits, with 0 between words. */
let letters = new Uint16Array(4096);
let found = new Int32Array(4096);

/**
 * Hashes the terms of a text, in order, to 32-bit numbers (FNV-1a). Ranking reads hundreds of papers for a query, so
 * this makes no string for a word; two different terms of one text practically never collide.
 */
export function hashTerms(text: string): Int32Array {
  if (readLetters(text, false)) return scan(text.length);
  const prepared = wordsOf(text).map(termOf).join(" ");
  readLetters(prepared, true);
  return scan(prepared.length);
}

/** Fills the buffer. Returns false when the text has to be `prepared` as words: a character needs Unicode's tables, or a sign belongs to a name. */
function readLetters(text: string, prepared: boolean): boolean {
  if (letters.length <= text.length) {
    letters = new Uint16Array(text.length * 2);
    found = new Int32Array(text.length * 2);
  }
  const table = lettersTable();
  const into = letters;
  // One copy for the whole text: `charCodeAt` for each character costs as much as everything else here.
  Buffer.from(into.buffer).write(text, "utf16le");
  for (let at = 0; at < text.length; at++) {
    const unit = into[at] ?? 0;
    const letter = unit < tableSize ? (table[unit] ?? 0) : prepared ? unit : separates(unit) ? 0 : unknown;
    if (letter >= maybeSign && (letter === unknown || isNameSign(text, at))) return false;
    into[at] = letter === maybeSign || (unit === s && isShortPlural(text, at)) ? 0 : letter;
  }
  return true;
}

/** Whether an s is the plural's of a short form in capitals, as `withoutPlural` in terms.ts tells. */
function isShortPlural(text: string, at: number): boolean {
  if (!isCapital(text.charCodeAt(at - 1)) || !isCapital(text.charCodeAt(at - 2))) return false;
  const next = text.charCodeAt(at + 1);
  // NaN at the end of the text.
  return !(next < tableSize) || [0, maybeSign].includes(lettersTable()[next] ?? 0);
}

const isCapital = (unit: number): boolean => unit >= 65 && unit <= 90;

/** Whether a character above the table separates words: general punctuation, arrows and mathematical operators do. */
function separates(unit: number): boolean {
  return unit >= 0x2000 && unit <= 0x22ff && (unit <= 0x206f || unit >= 0x2190);
}

function scan(length: number): Int32Array {
  const read = letters;
  const hashes = found;
  let words = 0;
  let start = 0;
  let hash = seed;
  read[length] = 0;
  for (let at = 0; at <= length; at++) {
    const letter = read[at] ?? 0;
    if (letter !== 0) hash = Math.imul(hash ^ letter, prime);
    else {
      if (at > start) hashes[words++] = at - start > 3 && read[at - 1] === s ? singularOf(start, at, hash) : hash;
      start = at + 1;
      hash = seed;
    }
  }
  return hashes.slice(0, words);
}

/** The hash of the singular of a plural, by the same rules as `singular` in terms.ts. */
function singularOf(start: number, end: number, hash: number): number {
  const cut = ending(start, end);
  if (cut === 0) return hash;
  let one = seed;
  for (let at = start; at < end - cut; at++) one = Math.imul(one ^ (letters[at] ?? 0), prime);
  return cut === 3 ? Math.imul(one ^ y, prime) : one;
}

const [c, e, h, i, s, t, u, x, y, z] = [99, 101, 104, 105, 115, 116, 117, 120, 121, 122] as const;

/** How many letters a word that ends in s loses in its singular; 3 means that "ies" becomes "y". */
function ending(start: number, end: number): 0 | 1 | 2 | 3 {
  const before = letters[end - 2];
  if (before === s) return 0;
  // "GPUs" is a plural, "this" and "corpus" are none.
  if (before === u || before === i)
    return end - start === 4 && !(letters[start] === t && letters[start + 1] === h) ? 1 : 0;
  if (before !== e) return 1;
  const [fourth, third] = [letters[end - 4], letters[end - 3]];
  if (end - start > 4 && third === i) return 3;
  const hissing = third === x || third === z || (third === s && fourth === s);
  return hissing || (third === h && (fourth === s || fourth === c)) ? 2 : 1;
}

/** How rare a hashed term is in the library (inverse document frequency): ln(papers / papers that have the term). */
export type Idf = (term: number) => number;

/** The hash of one term. */
export function hashTerm(term: string): number {
  readLetters(term, true);
  return scan(term.length)[0] ?? 0;
}
