const blockTags = "p|br|hr|div|li|ul|ol|title|sec";
const looksTags =
  "i|b|u|s|em|strong|italic|bold|underline|sc|scp|small|big|tt|code|span|font|a|inline-formula|tex-math|alternatives";
const mathTags =
  "math|mi|mo|mn|ms|mtext|mrow|mstyle|mspace|mpadded|mphantom|mfenced|msub|msup|msubsup|mfrac|msqrt|mroot|mover|munder|" +
  "munderover|semantics|annotation|mmultiscripts|mprescripts|none|menclose|sub|sup|inf";
const mathElement = "<m(?:i|n|o|text|row)\\b[^<>]*>([^<>]*)</m(?:i|n|o|text|row)>";
const blockTag = new RegExp(`</?(?:${blockTags})(?:\\s[^<>]{0,300})?/?>`, "gi");
const looksTag = new RegExp(`</?(?:${looksTags})(?:\\s[^<>]{0,300})?/?>`, "gi");
const mathTag = new RegExp(`</?(?:${mathTags})(?:\\s[^<>]{0,300})?/?>`, "gi");
const scriptTag = /<(sub|sup|inf)>([^<>]{0,100})<\/\1>/gi;
const mathScript = new RegExp(`<m(sub|sup)\\b[^<>]*>\\s*${mathElement}\\s*${mathElement}\\s*</m\\1>`, "gi");

/** HTML, JATS and MathML of a source's text as LaTeX: `H<sub>2</sub>O` → `H$_{2}$O`, other known tags go, `<think>` and `a < b` stay. */
export function markupAsLatex(text: string): string {
  if (!/<\/?[a-z]/i.test(text)) return text;
  return text
    .replace(/(<\/?)(?:mml|m|jats):/gi, "$1")
    .replace(looksTag, "")
    .replace(/<annotation\b[^<>]*>[^<]*<\/annotation>/gi, "")
    .replace(mathScript, (_, kind: string, base: string, raised: string) => `$${base}${sign(kind)}{${raised}}$`)
    .replace(scriptTag, (_, kind: string, inside: string) => `$${sign(kind)}{${inside}}$`)
    .replace(blockTag, " ")
    .replace(mathTag, "");
}

const sign = (kind: string): string => (kind.toLowerCase() === "sup" ? "^" : "_");
