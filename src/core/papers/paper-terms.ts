import { codeOf, codesOf } from "./codes.ts";
import { termOf, withNameParts, wordsOf } from "./terms.ts";

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
  const read = exact === null ? codesOf : (of: string) => exactCodes(of, exact);
  return { text, title: read(withNameParts(text.title)), body: read(text.body) };
}

/** The same paper with the parts of the names in its body and its authors' names: looked at only where the rest says nothing. */
export function readMore({ text, title }: PaperTerms, exact: string | null): PaperTerms {
  const whole = `${withNameParts(text.body)} ; ${text.people}`;
  return { text, title, body: exact === null ? codesOf(whole) : exactCodes(whole, exact) };
}

function exactCodes(text: string, exact: string): Int32Array {
  const lookalike = termOf(exact);
  return Int32Array.from(wordsOf(text), (word) => {
    const term = termOf(word);
    return term === lookalike && !word.startsWith(exact) ? 0 : codeOf(term);
  });
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
