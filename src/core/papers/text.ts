/** Longest title kept, in UTF-16 units; real ones stay under 300. */
export const titleLimit = 1_000;
/** Longest abstract kept, in UTF-16 units; arXiv itself stops at 1,920. */
export const abstractLimit = 20_000;

const terminalCodes = /\p{Cc}\[[\d;?]{0,20}[A-Za-z]/gu;
const controls = /(?![\t\n\r\u0085])\p{Cc}/gu;
/** Bidi controls, zero-width characters, tag characters, byte order marks; joiners and selectors have rules of their own. */
const invisible = /(?!\u200c|\u200d|\p{Variation_Selector})\p{Default_Ignorable_Code_Point}|[\ufff9-\ufffb]/gu;
/** Persian writes a non-joiner inside words; elsewhere it only hides something. */
const strayNonJoiners = /(?<!\p{Script=Arabic})\u200c|\u200c(?!\p{Script=Arabic})/gu;
const straySelectors = /(?<![\p{Extended_Pictographic}\d#*])\ufe0f|[\ufe00-\ufe0d]/gu;
/** A joiner is kept only where it glues two pictures into one. */
const strayJoiners =
  /(?<![\p{Extended_Pictographic}\p{Emoji_Modifier}\ufe0f])\u200d|\u200d(?!\p{Extended_Pictographic})/gu;
const tooManyMarks = /(\p{M}{4})\p{M}+/gu;
const plainAscii = /^[\t\n\r\x20-\x7e]*$/;

/** Text without what can hide, reorder or break it: controls, bidi and zero-width characters, lone surrogates, piled marks; line breaks stay. */
export function sanitise(text: string): string {
  if (plainAscii.test(text)) return text.replaceAll("\r\n", "\n").replaceAll("\r", "\n");
  return text
    .toWellFormed()
    .replaceAll("\ufffd", "")
    .replace(/\r\n?|[\u0085\u2028\u2029]/g, "\n")
    .replace(terminalCodes, "")
    .replace(controls, "")
    .replace(invisible, "")
    .replace(strayNonJoiners, "")
    .replace(straySelectors, "")
    .replace(strayJoiners, "")
    .replace(tooManyMarks, "$1");
}

/** Sanitised text on one line, as titles and abstracts are kept: hard wraps and runs of white space become one space. */
export const oneLine = (text: string): string => sanitise(text).replace(/\s+/g, " ").trim();

/** A text with `"` for every kind of double quote. */
export const plainQuotes = (text: string): string => text.replace(/[“”„‟«»‹›「」『』〝〞〟＂]/g, '"');

/** A text whose digits of other scripts are 0 to 9; Unicode has them in runs of ten. */
export const plainDigits = (text: string): string =>
  text.replace(/(?!\d)\p{Nd}/gu, (digit) => {
    const code = digit.codePointAt(0) ?? 0;
    let value = 0;
    while (value < 9 && /\p{Nd}/u.test(String.fromCodePoint(code - value - 1))) value++;
    return `${value}`;
  });

/** At most `limit` UTF-16 units, cut between two characters as people see them, with an ellipsis. */
export function cutText(text: string, limit: number): string {
  if (text.length <= limit) return text;
  const end = new Intl.Segmenter().segment(text.slice(0, limit + 64)).containing(limit - 1)?.index ?? 0;
  return `${text.slice(0, end).trimEnd()}…`;
}
