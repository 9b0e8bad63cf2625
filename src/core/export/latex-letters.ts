import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { isMath } from "./latex-math.ts";

type Table = Record<string, { math?: string }>;

// The library's own entry escapes whole texts for other settings; its table is what is needed here.
let symbolTable: Table | null = null;
const symbols = (): Table => (symbolTable ??= readTable());

function readTable(): Table {
  const file = join(dirname(createRequire(import.meta.url).resolve("unicode2latex")), "../tables/bibtex.json");
  return (JSON.parse(readFileSync(file, "utf8")) as { base: Table }).base;
}

/** Signs that pdflatex prints as they are, with the encodings T1 and TS1. */
const printed =
  /[\u00a1-\u00bf\u00d7\u00f7\u2013\u2014\u2016\u2018-\u201a\u201c-\u201e\u2020-\u2022\u2026\u2030\u2039\u203a\u20ac\u2116\u2122\u0218-\u021b]/u;

const letterCommands: Record<string, string> = {
  ...{ ß: "\\ss", æ: "\\ae", Æ: "\\AE", ẞ: "\\SS", œ: "\\oe", Œ: "\\OE", ø: "\\o", Ø: "\\O", ł: "\\l", Ł: "\\L" },
  ...{ đ: "\\dj", Đ: "\\DJ", ð: "\\dh", Ð: "\\DH", þ: "\\th", Þ: "\\TH", ŋ: "\\ng", Ŋ: "\\NG", ı: "\\i", ȷ: "\\j" },
};
/** Combining mark to the accent's name in text and in mathematics. */
const accents: Record<string, [text: string, math: string]> = {
  ...{ "\u0300": ["`", "grave"], "\u0301": ["'", "acute"], "\u0302": ["^", "hat"], "\u0303": ["~", "tilde"] },
  ...{ "\u0304": ["=", "bar"], "\u0306": ["u", "breve"], "\u0307": [".", "dot"], "\u0308": ['"', "ddot"] },
  ...{ "\u030a": ["r", "mathring"], "\u030c": ["v", "check"], "\u030b": ["H", ""] },
  ...{ "\u0323": ["d", ""], "\u0327": ["c", ""], "\u0328": ["k", ""], "\u0331": ["b", ""] },
};
/** Signs that the library has in a package's command, or not at all. */
const otherSigns: Record<string, string> = {
  ...{ "★": "\\star", "☆": "\\star", "●": "\\bullet", "◦": "\\circ", "◇": "\\diamond", "√": "\\surd", "∇": "\\nabla" },
  ...{
    "△": "\\triangle",
    "▲": "\\triangle",
    "◁": "\\triangleleft",
    "▷": "\\triangleright",
    "∆": "\\Delta",
    ϵ: "\\epsilon",
  },
  ...{
    ℏ: "\\hbar",
    "∅": "\\emptyset",
    "∉": "\\notin",
    "⊨": "\\models",
    "≠": "\\neq",
    "≼": "\\preceq",
    "≽": "\\succeq",
  },
  ...{
    "∖": "\\setminus",
    "⩽": "\\leq",
    "⩾": "\\geq",
    "≲": "<\\sim",
    "≳": ">\\sim",
    "≜": "=",
    "˜": "\\sim",
    "⟶": "\\longrightarrow",
  },
};

/** A piece of LaTeX and the mode it is for. */
interface LatexPiece {
  tex: string;
  math: boolean;
}

const cluster = /\P{ASCII}\p{M}*|[A-Za-z]\p{M}+/gu;

/** Letters and signs beyond ASCII as commands that pdflatex has with T1; pictures are left out, other scripts and letters without a command stay. */
export const commandsFor = (text: string): string =>
  text.normalize("NFC").replace(cluster, (found) => {
    const piece = printed.test(found) ? null : pieceOf(found);
    if (!piece) return !printed.test(found) && isPicture(found) ? "" : found;
    return piece.math ? `$${piece.tex}$` : piece.tex;
  });

/** The same inside of a formula; null where a letter has no command there. */
export function mathCommandsFor(formula: string): string | null {
  let known = true;
  const written = formula.normalize("NFC").replace(cluster, (found) => {
    const piece = pieceOf(found);
    known &&= piece !== null;
    if (!piece) return found;
    return piece.math ? `${piece.tex} ` : `\\mbox{${piece.tex}}`;
  });
  return known ? written.replace(/ (?![A-Za-z])/g, "") : null;
}

/** Emoji and dingbats, which no font of LaTeX's has, and marks without a letter. */
const isPicture = (text: string): boolean =>
  /^[\p{Extended_Pictographic}\p{Regional_Indicator}\p{Emoji_Modifier}\p{M}\u200d]/u.test(text);

function pieceOf(found: string): LatexPiece | null {
  const whole = letterOf(found);
  if (whole) return whole;
  const [base = "", ...marks] = found.normalize("NFD");
  if (marks.length === 0) return plainer(found);
  const letter = /^[A-Za-z]$/.test(base) ? { tex: base, math: false } : letterOf(base);
  // A Latin letter loses a mark that T1 has not, such as the horn of "ơ", at which pdflatex would stop.
  const marked = (under: LatexPiece, mark: string) => withMark(under, mark) ?? (/[a-z]/i.test(base) ? under : null);
  const piece = marks.reduce<LatexPiece | null>((under, mark) => under && marked(under, mark), letter);
  // Another letter without a known accent stays as it is; a mark without a letter is dropped.
  return piece ?? (Array.from(found).length > 1 ? letter : null);
}

function letterOf(letter: string): LatexPiece | null {
  const text = letterCommands[letter];
  if (text) return { tex: `{${text}}`, math: false };
  const math = otherSigns[letter] ?? (letter.length === 1 ? symbols()[letter]?.math : undefined);
  return math && isMath(math) ? { tex: math.replace(/^([\^_])\{(\w)\}$/, "$1$2"), math: true } : null;
}

/** A piece under an accent; null where there is no such accent for it. */
function withMark({ tex, math }: LatexPiece, mark: string): LatexPiece | null {
  const [text = "", accent = ""] = accents[mark] ?? [];
  // Readers know no accent on `\varepsilon`.
  if (math) return accent ? { tex: `\\${accent}{${tex.replace("\\var", "\\")}}`, math } : null;
  if (!text) return null;
  const inner = tex.replace(/^\{(.*)\}$/, "$1");
  return { tex: /^[a-z]$/i.test(text) || inner.length > 1 ? `{\\${text}{${inner}}}` : `{\\${text}${inner}}`, math };
}

/** Letters that T1 has not, and what people write without them. */
const withoutGlyph: Record<string, string> = {
  ...{ ŧ: "t", Ŧ: "T", ə: "e", Ə: "E", ɨ: "i", ɓ: "b", ɗ: "d", ƙ: "k", ſ: "s", ĸ: "k" },
  ...{ ʻ: "`", ʿ: "`", ʾ: "'", ʼ: "'", ʹ: "'", ʺ: "''" },
};

/** What Unicode calls the same letter in a plainer shape: 𝑡 → t, 𝛼 → α, ⅛ → 1/8. */
function plainer(found: string): LatexPiece | null {
  const plain = withoutGlyph[found] ?? found.normalize("NFKC").replaceAll("\u2044", "/");
  if (plain === "~") return { tex: "\\textasciitilde{}", math: false };
  if (plain === found) return null;
  return /^[A-Za-z0-9/.,:;!?()=+'` -]+$/.test(plain) ? { tex: plain, math: false } : letterOf(plain);
}
