import { readableLatex } from "../papers/latex.ts";
import { mathInDollars } from "../papers/latex-source.ts";
import { commandsFor, mathCommandsFor } from "./latex-letters.ts";
import { isMath, writtenMath } from "./latex-math.ts";

/** Mathematics of a source, and scripts in braces outside of it. */
const mathInSource = new RegExp(String.raw`((?<!\\)(?:${mathInDollars})|[\^_]\{[^{}$\\]{1,99}\})`, "u");

const special: Record<string, string> = {
  "&": "\\&",
  "%": "\\%",
  $: "\\$",
  "#": "\\#",
  _: "\\_",
  // BibTeX counts braces, also behind a backslash.
  "{": "\\textbraceleft{}",
  "}": "\\textbraceright{}",
  "~": "\\textasciitilde{}",
  "^": "\\textasciicircum{}",
  "\\": "\\textbackslash{}",
  // Angle brackets would be read as markup on the way.
  "<": "$<$",
  ">": "$>$",
};

/** A raised number behind a letter: `π^3`, `VCT^2`. */
const power = /(?<=[\p{L}\p{N})])\^(\d{1,2})(?![\d^])/gu;

/** Text as LaTeX sets it, letter for letter: nothing of it is a command. */
export function escapedLatex(text: string): string {
  const parts = text.split(power);
  const escaped = parts.map((part, i) => (i % 2 === 1 ? `$^${scripted(part)}$` : escapedPart(part)));
  return joinedMath(escaped.join(""));
}

const escapedPart = (text: string): string =>
  commandsFor(text.replace(/[‐‑‒]/g, "-").replace(/[&%$#_{}~^\\<>]/g, (sign) => special[sign] ?? sign));

const scripted = (digits: string): string => (digits.length === 1 ? digits : `{${digits}}`);

/** A source's own LaTeX made safe: its mathematics stays (`E^{2}GAN` becomes `E$^{2}$GAN`), the rest is text. */
export function latexFromSource(source: string): string {
  const parts = source.split(mathInSource).map((part, i) => (i % 2 === 0 ? escapedAround(part) : asMath(part)));
  return joinedMath(parts.join(""));
}

/** Keeps the spaces at both ends of a part, which separate words; a brace whose other half stands behind a formula goes. */
function escapedAround(part: string): string {
  const [, before = "", text = "", after = ""] = /^(\s*)(.*?)(\s*)$/s.exec(withoutLoneBraces(part)) ?? [];
  return before + escapedLatex(readableLatex(text)) + after;
}

function withoutLoneBraces(text: string): string {
  const open: number[] = [];
  const lone = new Set<number>();
  for (const { index, 0: sign } of text.matchAll(/(?<!\\)[{}]/g)) {
    if (sign === "{") open.push(index);
    else if (open.pop() === undefined) lone.add(index);
  }
  for (const index of open) lone.add(index);
  // A space, where the name of a command would run on into its argument.
  const without = (index: number) => (/[A-Za-z]/.test(text[index - 1] ?? "") && text[index] === "{" ? " " : "");
  return lone.size === 0
    ? text
    : text.replace(/[{}]/g, (sign, index: number) => (lone.has(index) ? without(index) : sign));
}

const formulas = /(?:(?<!\\)\$(?:[^$\\]|\\[^])+\$){2,}/g;

/** Joins adjacent formulas: `$\pi$$^3$` becomes `$\pi^3$`. */
const joinedMath = (text: string): string =>
  text.replace(formulas, (run) => `$${run.slice(1, -1).split("$$").reduce(joinFormulas)}$`);

function joinFormulas(before: string, formula: string): string {
  const script = /^[\^_]/.exec(formula)?.[0];
  if (script && before.includes(script)) return `${before}{}${formula}`;
  return /\\[A-Za-z]+$/.test(before) && /^[A-Za-z]/.test(formula) ? `${before} ${formula}` : before + formula;
}

function asMath(part: string): string {
  const inside = writtenMath(part.replace(/^\$+\s*|\s*\$+$/g, ""));
  const formula = mathCommandsFor(inside);
  // A command defined by the authors would be an error in the citing document.
  return formula !== null && isMath(formula) ? `$${formula}$` : escapedLatex(readableLatex(part));
}
