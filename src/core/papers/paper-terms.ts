import { codeOf, codesOf } from "./codes.ts";
import { termOf, termsOf, withNameParts, wordsOf } from "./terms.ts";

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
  people: Int32Array;
}

/** Reads a paper's text into terms; a word that only looks like the exact name is not that name. */
export function readTerms(text: PaperText, exact: string | null): PaperTerms {
  const read = exact === null ? codesOf : (of: string) => exactCodes(of, exact);
  return {
    text,
    title: read(withNameParts(text.title)),
    body: read(withNameParts(text.body)),
    people: codesOf(text.people),
  };
}

function exactCodes(text: string, exact: string): Int32Array {
  const lookalike = termOf(exact);
  return Int32Array.from(wordsOf(text), (word) => {
    const term = termOf(word);
    return term === lookalike && !word.startsWith(exact) ? 0 : codeOf(term);
  });
}

/** A paper's terms in words. */
export function spelledTerms({ title, body }: PaperText): Set<string> {
  return new Set([...termsOf(withNameParts(title)), ...termsOf(withNameParts(body))]);
}
