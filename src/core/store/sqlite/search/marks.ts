import type { Part } from "../../../search/condition.ts";
import { isAscii } from "../../../search/scripts.ts";

/**
 * What words of a part begin with in the index, so that they are found in this part alone. A filter by column would make
 * FTS5 read every place of the word in every paper. The marks are private-use characters: no typed word has them.
 */
const partMarks: Partial<Record<Part, string>> = { title: "\u{e0a1}", organization: "\u{e0a2}", code: "\u{e0a3}" };
const indexedAscii = /[A-Za-z0-9]+/g;
const indexedWord = /[\p{L}\p{N}\p{M}\p{Co}]+/gu;

/** The mark of a part; empty when it has none. */
export const markOf = (part: Part): string => partMarks[part] ?? "";

/** A folded text with the part's mark before each word. */
export const withMarks = (part: Part, text: string): string =>
  text.replace(isAscii(text) ? indexedAscii : indexedWord, `${markOf(part)}$&`);
