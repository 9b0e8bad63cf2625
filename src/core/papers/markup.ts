import { mathmlAsLatex } from "./mathml.ts";

const blockTags = "p|br|hr|div|li|ul|ol|dl|dt|dd|h[1-6]|blockquote|title|sec";
const looksTags =
  "i|b|u|em|strong|italic|bold|underline|strike|sc|scp|small|big|tt|code|kbd|mark|abbr|center|nobr|wbr|span|font|a|" +
  "monospace|xref|ext-link|inline-formula|tex-math|alternatives";
const mathTags =
  "math|mi|mo|mn|ms|mtext|mrow|mstyle|mspace|mpadded|mphantom|mfenced|msub|msup|msubsup|mfrac|msqrt|mroot|mover|munder|" +
  "munderover|semantics|annotation|mmultiscripts|mprescripts|none|menclose|sub|sup|inf";
/** In "p < s and q > t" nothing is an attribute. */
const attributes = `(?:\\s+[\\w:-]{1,40}\\s*=\\s*(?:"[^"<>]{0,300}"|'[^'<>]{0,300}'|[^\\s"'<>]{1,300}))*\\s*`;
const tag = (names: string): RegExp => new RegExp(`</?(?:${names})${attributes}/?>`, "gi");
const blockTag = tag(blockTags);
const looksTag = tag(looksTags);
const mathTag = tag(mathTags);
/** Journals' own tags that are none of these. */
const otherJatsTag = tag(`jats:(?!(?:${blockTags}|${looksTags}|${mathTags})[\\s/>])[a-z-]+`);
const scriptTag = /<(sub|sup|inf)>([^<>]{0,100})<\/\1>/gi;
/** A formula twice: as LaTeX, then as MathML. */
const secondFormula = /(<\/tex-math>\s*)<math\b(?:[^<]|<(?!\/math>)){0,4000}<\/math>/gi;

/** HTML, JATS and MathML of a source's text as LaTeX: `H<sub>2</sub>O` → `H$_{2}$O`, other known tags go, `<think>` and `a < b` stay. */
export function markupAsLatex(text: string): string {
  if (!/<[a-z/!]/i.test(text)) return text;
  const tagged = text
    .replace(/<!\[CDATA\[|\]\]>/g, "")
    .replace(/<!--.*?-->/gs, "")
    .replace(otherJatsTag, "")
    .replace(/(<\/?)(?:mml|m|jats):/gi, "$1")
    .replace(secondFormula, "$1")
    .replace(looksTag, "")
    .replace(/<annotation\b[^<>]*>[^<]*<\/annotation>/gi, "");
  return mathmlAsLatex(tagged)
    .replace(scriptTag, (_, kind: string, inside: string) => `$${kind.toLowerCase() === "sup" ? "^" : "_"}{${inside}}$`)
    .replace(blockTag, " ")
    .replace(mathTag, "");
}
