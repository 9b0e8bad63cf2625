const blockTags = "p|br|hr|div|li|ul|ol|dl|dt|dd|h[1-6]|blockquote|title|sec";
const looksTags =
  "i|b|u|s|em|strong|italic|bold|underline|sc|scp|small|big|tt|code|span|font|a|inline-formula|tex-math|alternatives";
const mathTags =
  "math|mi|mo|mn|ms|mtext|mrow|mstyle|mspace|mpadded|mphantom|mfenced|msub|msup|msubsup|mfrac|msqrt|mroot|mover|munder|" +
  "munderover|semantics|annotation|mmultiscripts|mprescripts|none|menclose|sub|sup|inf";
const mathElement = "<m(?:i|n|o|text|row)\\b[^<>]*>([^<>]*)</m(?:i|n|o|text|row)>";
/** In "p < s and q > t" nothing is an attribute. */
const attributes = `(?:\\s+[\\w:-]{1,40}\\s*=\\s*(?:"[^"<>]{0,300}"|'[^'<>]{0,300}'|[^\\s"'<>]{1,300}))*\\s*`;
const tag = (names: string): RegExp => new RegExp(`</?(?:${names})${attributes}/?>`, "gi");
const blockTag = tag(blockTags);
const looksTag = tag(looksTags);
const mathTag = tag(mathTags);
const rootTag = new RegExp(`<msqrt\\b[^<>]*>\\s*${mathElement}\\s*</msqrt>`, "gi");
const fraction = new RegExp(`<mfrac\\b[^<>]*>\\s*${mathElement}\\s*${mathElement}\\s*</mfrac>`, "gi");
const scriptTag = /<(sub|sup|inf)>([^<>]{0,100})<\/\1>/gi;
const mathScript = new RegExp(`<m(sub|sup)\\b[^<>]*>\\s*${mathElement}\\s*${mathElement}\\s*</m\\1>`, "gi");

/** HTML, JATS and MathML of a source's text as LaTeX: `H<sub>2</sub>O` → `H$_{2}$O`, other known tags go, `<think>` and `a < b` stay. */
export function markupAsLatex(text: string): string {
  if (!/<[a-z/!]/i.test(text)) return text;
  return text
    .replace(/<!--.*?-->/gs, "")
    .replace(/(<\/?)(?:mml|m|jats):/gi, "$1")
    .replace(looksTag, "")
    .replace(/<annotation\b[^<>]*>[^<]*<\/annotation>/gi, "")
    .replace(mathScript, (_, kind: string, base: string, raised: string) => `$${base}${sign(kind)}{${raised}}$`)
    .replace(rootTag, (_, inside: string) => `$\\sqrt{${inside}}$`)
    .replace(fraction, (_, above: string, below: string) => `$\\frac{${above}}{${below}}$`)
    .replace(scriptTag, (_, kind: string, inside: string) => `$${sign(kind)}{${inside}}$`)
    .replace(blockTag, " ")
    .replace(mathTag, "");
}

const sign = (kind: string): string => (kind.toLowerCase() === "sup" ? "^" : "_");
