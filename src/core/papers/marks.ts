/** Commands of mathematics as characters, where Hugging Face left the dollars and backslashes out. */
const lostSigns: Readonly<Record<string, string>> = {
  ...{ neq: "≠", leq: "≤", geq: "≥", rightarrow: "→", leftarrow: "←", Rightarrow: "⇒" },
  ...{ times: "×", pm: "±", sim: "∼", approx: "≈", ell_0: "ℓ₀", ell_1: "ℓ₁", ell_2: "ℓ₂", ell_p: "ℓₚ" },
};

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
  { sign: "times", pattern: /(?<=\d)times(?=[\d\s.,;:)%-]|$)|(?<=\d )times(?= \d)/g, as: "×" },
  { sign: "pm", pattern: /(?<=\d\.\d{1,4}%? ?)pm(?= ?\d{1,4}\.\d)/g, as: "±" },
  { sign: "{", pattern: /\{(times|approx|sim|pm|[lng]eq)\}/g, as: (_, name = "") => lostSigns[name] ?? "" },
  {
    // "sim2real" is a word.
    sign: "",
    pattern:
      /(?<![\p{L}\p{N}\\{_/-])(?:[lng]eq|(?:left|[rR]ight)arrow|ell_[012p]|(?:sim|approx)(?=\d[\d.,]*[%KMB×]?(?:\s|$|\\)))(?!\p{L})/gu,
    as: (name) => lostSigns[name] ?? name,
  },
];

const anyMark = /[*`]|\]\(|\d ?times|\{(?:times|approx|sim|pm)|[lng]eq|arrow|ell_|\d%? ?pm|sim\d|approx\d/;

/** Quotes and emphasis that people type for a program to draw, drawn: `**so**` → so, `3times` → 3×. Dashes stay as typed. */
export function readableMarks(text: string): string {
  if (!anyMark.test(text)) return text;
  let read = text;
  for (const { sign, pattern, as } of typedMarks)
    if (read.includes(sign)) read = read.replace(pattern, as as (found: string) => string);
  return read;
}
