import type { TextSpan } from "../../src/core/messages/message.ts";
import { inThousands } from "../../src/core/messages/numbers.ts";
import { safeUrl } from "../../src/core/messages/safe-url.ts";
import { paperUrl } from "../../src/core/papers/links.ts";
import type { Paper } from "../../src/core/papers/paper.ts";
import { titleText } from "../../src/core/cards/paper-block.ts";
import { cutText } from "../../src/core/papers/text.ts";

/** "1 paper", "13 papers". */
export const countOf = (count: number, what: string): string =>
  `${inThousands(count)} ${count === 1 ? what : `${what}s`}`;

/** Typed words in bold, cut to 80 characters. */
export const boldWords = (words: string): TextSpan => ({ text: cutText(words, 80), bold: true });

/** A paper's title as a link to it. */
export function titleLink(paper: Paper): TextSpan {
  const link = safeUrl(paperUrl(paper));
  return { text: titleText(paper), bold: true, ...(link && { link }) };
}
