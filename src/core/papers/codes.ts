import { plain } from "./terms.ts";

/** Letters and digits as themselves in lower case, everything else as 0. */
const lowered = Uint8Array.from({ length: 128 }, (_, code) => {
  const character = String.fromCharCode(code);
  return /[A-Za-z0-9]/.test(character) ? character.toLowerCase().charCodeAt(0) : 0;
});

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
  const end = text.length;
  if (found.length <= end) found = new Int32Array(end * 2);
  let words = 0;
  let length = 0;
  let hash = seed;
  let less1 = seed;
  let less2 = seed;
  let less3 = seed;
  for (let at = 0; at <= end; at++) {
    const unit = at < end ? text.charCodeAt(at) : 0;
    let code = 0;
    if (unit < 128) code = lowered[unit] ?? 0;
    else if (prepared) code = unit;
    // Dashes, quotation marks and dots divide words; what else there is beyond ASCII may be a letter.
    else if (unit < 0x2010 || unit > 0x2027) return null;
    if (code !== 0) {
      less3 = less2;
      less2 = less1;
      less1 = hash;
      hash = Math.imul(hash ^ code, prime);
      length++;
    } else if (length > 0) {
      if (length > 3 && (text.charCodeAt(at - 1) | 32) === 115) {
        const cut = endingOf(text, at, length);
        hash = cut === 0 ? hash : cut === 1 ? less1 : cut === 2 ? less2 : Math.imul(less3 ^ 121, prime);
      }
      found[words++] = hash;
      length = 0;
      hash = seed;
      less1 = seed;
      less2 = seed;
      less3 = seed;
    }
  }
  return found.slice(0, words);
}

/** A term's number. */
export function codeOf(term: string): number {
  return codesOf(term)[0] ?? 0;
}

/** How many letters a plural loses for its singular; 3 for "ies", which becomes "y". The rules of `singular`. */
function endingOf(text: string, end: number, length: number): 0 | 1 | 2 | 3 {
  const two = text.charCodeAt(end - 2) | 32;
  const three = text.charCodeAt(end - 3) | 32;
  const four = text.charCodeAt(end - 4) | 32;
  // ss, us, is
  if (two === 115 || two === 117 || two === 105) return 0;
  if (two !== 101) return 1;
  if (length > 4 && three === 105) return 3;
  // xes, zes, sses, shes, ches
  if (three === 120 || three === 122) return 2;
  const hissing = (three === 115 && four === 115) || (three === 104 && (four === 115 || four === 99));
  return hissing ? 2 : 1;
}
