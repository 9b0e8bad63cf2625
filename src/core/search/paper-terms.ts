import { hashTerm, hashTerms } from "./term-hash.ts";
import { nameDivider, nameParts, spellings, termOf, withNameParts, wordsOf } from "./terms.ts";

/** The texts of a paper that are matched, as written. */
export interface PaperText {
  id: number;
  title: string;
  /** The abstract and the source's keywords. */
  body: string;
  authors: string[];
}

/** A paper's text as ranking reads it: its hashed terms, in order. */
export interface PaperTerms {
  text: PaperText;
  title: Int32Array;
  body: Int32Array;
}

/** Hashes a paper's text. With `exact` (a name in capitals), the same word in other letters becomes 0, which matches nothing. */
export function readTerms(text: PaperText, exact: string | null): PaperTerms {
  const read = readerFor(exact);
  return { text, title: read(withNameParts(text.title)), body: read(text.body) };
}

/** The same paper, its body with the parts of mixed words and the authors' names, as wanted: read only when the rest matches nothing. */
export function readMore(
  { text, title, body }: PaperTerms,
  exact: string | null,
  wanted: { parts: boolean; names: boolean },
): PaperTerms {
  const more = [...(wanted.parts ? nameParts(text.body) : []), ...(wanted.names ? text.authors : [])];
  if (more.length === 0) return { text, title, body };
  const added = readerFor(exact)(more.map((part) => `${nameDivider} ${part}`).join(" "));
  const whole = new Int32Array(body.length + added.length);
  whole.set(body);
  whole.set(added, body.length);
  return { text, title, body: whole };
}

type Reader = (text: string) => Int32Array;
let lastExact: { name: string; read: Reader } | null = null;

/** A search reads hundreds of papers for one exact name, so the last reader is kept. */
function readerFor(exact: string | null): Reader {
  if (exact === null) return hashTerms;
  if (lastExact?.name !== exact) lastExact = { name: exact, read: exactReader(exact) };
  return lastExact.read;
}

/** Hashes terms, and gives 0 for a word that differs from the exact name only in its capitals. */
function exactReader(exact: string): Reader {
  const lookalike = termOf(exact);
  const hash = hashTerm(lookalike);
  const alike = new RegExp(`(?<![a-z0-9])(?:${spellings(exact).join("|")})(?![a-z0-9])`, "gi");
  const wordByWord = (text: string) =>
    Int32Array.from(wordsOf(text), (word) => {
      const term = termOf(word);
      return term === lookalike && !word.startsWith(exact) ? 0 : hashTerm(term);
    });
  return (text) => {
    const hashes = hashTerms(text);
    const places: number[] = [];
    for (let at = hashes.indexOf(hash); at !== -1; at = hashes.indexOf(hash, at + 1)) places.push(at);
    if (places.length === 0) return hashes;
    const written = text.match(alike) ?? [];
    // The pattern misses a spelling with accents; then every word is compared.
    if (written.length !== places.length) return wordByWord(text);
    for (const [at, place] of places.entries()) if (!written[at]?.startsWith(exact)) hashes[place] = 0;
    return hashes;
  };
}

/** Spells the wanted hashed terms of a paper: hash to term. */
export function spellOut({ title, body }: PaperText, wanted: (hash: number) => boolean): Map<number, string> {
  const spelled = new Map<number, string>();
  const whole = `${withNameParts(title)} ; ${body}`;
  const hashes = hashTerms(whole);
  for (const [i, word] of wordsOf(whole).entries()) {
    const hash = hashes[i] ?? 0;
    if (wanted(hash) && !spelled.has(hash)) spelled.set(hash, termOf(word));
  }
  return spelled;
}
