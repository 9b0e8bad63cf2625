/** Marks of Markdown and of LaTeX's text, and how people write what they stand for; a text without `sign` has none. */
const typedMarks: readonly {
  sign: string;
  pattern: RegExp;
  as: string | ((found: string, ...parts: string[]) => string);
}[] = [
  {
    sign: "](",
    pattern: /\[([^[\]]{1,200})\]\((https?:\/\/[^\s()]{1,300})\)/g,
    as: (_, words = "", url = "") => (words === url ? url : `${words} (${url})`),
  },
  { sign: "**", pattern: /(?<![\p{L}\p{N})*])(\*{2,3})(?=[^\s*])([^*]{1,300})(?<=\S)\1(?!\*)/gu, as: "$2" },
  {
    sign: "*",
    pattern: /(?<![\p{L}\p{N})*])\*(?=[\p{L}\p{N}])([^*]{1,100})(?<=[\p{L}\p{N}.)?!])\*(?![\p{L}\p{N}*])/gu,
    as: "$1",
  },
  { sign: "`", pattern: /(?<![\p{L}\p{N}`])`(?=[\p{L}\p{N}"“])([^`\n]{1,80}?)'(?![\p{L}\p{N}'])/gu, as: "‘$1’" },
  // Hugging Face writes `$\times$` so.
  { sign: "times", pattern: /(?<=\d)times(?=[\d\s.,;:)%-]|$)/g, as: "×" },
];

const anyMark = /[*`]|\]\(|\dtimes/;

/** Quotes and emphasis that people type for a program to draw, drawn: `**so**` → so, `3times` → 3×. Dashes stay as typed. */
export function readableMarks(text: string): string {
  if (!anyMark.test(text)) return text;
  let read = text;
  for (const { sign, pattern, as } of typedMarks)
    if (read.includes(sign)) read = read.replace(pattern, as as (found: string) => string);
  return read;
}
