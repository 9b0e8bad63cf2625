import type { TextSpan } from "../../src/core/messages/message.ts";
import { cutText } from "../../src/core/papers/text.ts";

/** "1 paper", "13 papers". */
export const countOf = (count: number, what: string): string =>
  `${count.toLocaleString("en")} ${count === 1 ? what : `${what}s`}`;

/** Words somebody typed, short enough to be repeated, in bold. */
export const named = (words: string): TextSpan => ({ text: cutText(words, 80), bold: true });
