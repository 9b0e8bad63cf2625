import { codeOf, codesOf } from "./term-hash.ts";
import { spellings, termOf, withNameParts, wordsOf } from "./terms.ts";

/** What of a paper is matched, as written. */
export interface PaperText {
  id: number;
  title: string;
  /** The abstract and the source's keywords. */
  body: string;
  /** The authors' names. */
  people: string;
}

/** A paper's text as ranking sees it: its terms in order, as numbers. */
export interface PaperTerms {
  text: PaperText;
  title: Int32Array;
  body: Int32Array;
}

/** Reads a paper's text into terms; a word that only looks like the exact name is not that name. */
export function readTerms(text: PaperText, exact: string | null): PaperTerms {
  const read = readerFor(exact);
  return { text, title: read(withNameParts(text.title)), body: read(text.body) };
}

/** The same paper with the parts of the names in its body and its authors' names: looked at only where the rest says nothing. */
export function readMore({ text, title }: PaperTerms, exact: string | null): PaperTerms {
  return { text, title, body: readerFor(exact)(`${withNameParts(text.body)} ; ${text.people}`) };
}

type Reader = (text: string) => Int32Array;
let lastExact: { name: string; read: Reader } | null = null;

/** A search reads hundreds of papers for one name: what it needs for that is made once. */
function readerFor(exact: string | null): Reader {
  if (exact === null) return codesOf;
  if (lastExact?.name !== exact) lastExact = { name: exact, read: exactReader(exact) };
  return lastExact.read;
}

/** Reads terms, and 0 for a word that is the exact name only but for its capitals. */
function exactReader(exact: string): Reader {
  const lookalike = termOf(exact);
  const code = codeOf(lookalike);
  const alike = new RegExp(`(?<![a-z0-9])(?:${spellings(exact).join("|")})(?![a-z0-9])`, "gi");
  const wordByWord = (text: string) =>
    Int32Array.from(wordsOf(text), (word) => {
      const term = termOf(word);
      return term === lookalike && !word.startsWith(exact) ? 0 : codeOf(term);
    });
  return (text) => {
    const codes = codesOf(text);
    const places: number[] = [];
    for (let at = codes.indexOf(code); at !== -1; at = codes.indexOf(code, at + 1)) places.push(at);
    if (places.length === 0) return codes;
    const written = text.match(alike) ?? [];
    // Accents hide a spelling from the pattern: then every word is looked at.
    if (written.length !== places.length) return wordByWord(text);
    for (const [at, place] of places.entries()) if (!written[at]?.startsWith(exact)) codes[place] = 0;
    return codes;
  };
}

/** The terms of a paper's words, by their numbers, for the numbers that are wanted. */
export function spellOut({ title, body }: PaperText, wanted: (code: number) => boolean): Map<number, string> {
  const spelled = new Map<number, string>();
  const whole = `${withNameParts(title)} ; ${body}`;
  const codes = codesOf(whole);
  for (const [i, word] of wordsOf(whole).entries()) {
    const code = codes[i] ?? 0;
    if (wanted(code) && !spelled.has(code)) spelled.set(code, termOf(word));
  }
  return spelled;
}
