import { mathArguments, mathFunctions, mathSymbols, withoutPackage } from "./latex-commands.ts";

const mathTokens = /\\[A-Za-z]+|\\[^A-Za-z]|\s+|[^]/gu;
const mathSpaces = new Set(["\\,", "\\;", "\\:", "\\!", "\\ "]);
const signs = new Set(["\\%", "\\&", "\\#", "\\_", "\\|"]);
const scripts = new Set(["^", "_"]);
/** Commands for the size of brackets. They are dropped: the formula means the same, and they can cause errors. */
const sizes = /\\(?:left|right|[bB]ig{1,2}[lr]?)(?![A-Za-z])\s*\.?/g;
const deepestMath = 8;

interface MathReader {
  tokens: string[];
  at: number;
}

/** Whether plain LaTeX can set a formula (without its dollars): known commands with their arguments, single scripts, closed braces. */
export function isMath(formula: string): boolean {
  if (formula.trim() === "" || formula.includes("^^")) return false;
  const reader: MathReader = { tokens: formula.match(mathTokens) ?? [], at: 0 };
  return isList(reader, 0) && reader.at === reader.tokens.length;
}

/** A formula as it goes into a file: without packages' commands and bracket sizes, `<`, `&`, `%` harmless. */
export const writtenMath = (formula: string): string =>
  formula
    .replace(sizes, "")
    .replace(/\\([A-Za-z]+)\*?/g, (command, name: string) =>
      Object.hasOwn(withoutPackage, name) ? `\\${withoutPackage[name]}` : command,
    )
    // BibTeX counts braces, also behind a backslash.
    .replaceAll("\\{", "\\lbrace ")
    .replaceAll("\\}", "\\rbrace ")
    // Reference managers do not know these three.
    .replaceAll("\\ ", "\\,")
    .replaceAll("\\!", " ")
    .replaceAll("\\|", "\\Vert ")
    .replace(/([<>])/g, " $1 ")
    .replace(/(?<!\\)([&%#])/g, "\\$1");

/** Atoms with their scripts up to the end of the group or formula. */
function isList(reader: MathReader, depth: number): boolean {
  for (;;) {
    skipSpace(reader);
    const next = reader.tokens[reader.at];
    if (next === undefined || next === "}") return true;
    const isScript = scripts.has(next);
    if (!isScript && !isAtom(reader, depth)) return false;
    if (!areScripts(reader, depth)) return false;
  }
}

/** At most one superscript and one subscript. */
function areScripts(reader: MathReader, depth: number): boolean {
  const seen = new Set<string>();
  for (;;) {
    skipSpace(reader);
    const next = reader.tokens[reader.at] ?? "";
    if (next === "'" && !seen.has("^")) {
      reader.at++;
      continue;
    }
    if (!scripts.has(next)) return true;
    if (seen.has(next)) return false;
    seen.add(next);
    reader.at++;
    skipSpace(reader);
    if (takesBraces(reader.tokens[reader.at] ?? "") || !isAtom(reader, depth)) return false;
  }
}

/** What cannot be a script without braces around it: `x^\ln`, `x^\mbox{a}`. */
const takesBraces = (token: string): boolean =>
  Object.hasOwn(mathArguments, token.slice(1)) || mathFunctions.has(token.slice(1));

function isAtom(reader: MathReader, depth: number): boolean {
  const token = reader.tokens[reader.at++];
  if (token === undefined || token === "}" || scripts.has(token) || depth > deepestMath) return false;
  if (token === "{") return isList(reader, depth + 1) && reader.tokens[reader.at++] === "}";
  if (!token.startsWith("\\")) return /^[\x20-\x7e]$/.test(token) && !/[$~]/.test(token);
  return mathSpaces.has(token) || signs.has(token) || isCommand(token.slice(1), reader, depth);
}

function isCommand(name: string, reader: MathReader, depth: number): boolean {
  const wanted = Object.hasOwn(mathArguments, name) ? (mathArguments[name] ?? 0) : null;
  if (wanted === null) return mathSymbols.has(name) || mathFunctions.has(name);
  if (/^(?:text|mbox)/.test(name)) return isPlainGroup(reader);
  for (let n = 0; n < wanted; n++) {
    skipSpace(reader);
    // `\sqrt\ln` has no braces to take its argument from.
    if (reader.tokens[reader.at]?.startsWith("\\") || !isAtom(reader, depth + 1)) return false;
  }
  return true;
}

/** Words in braces, as commands that leave mathematics take them. */
function isPlainGroup(reader: MathReader): boolean {
  if (reader.tokens[reader.at++] !== "{") return false;
  while (/^[A-Za-z0-9 .,:;()+*/=-]+$/.test(reader.tokens[reader.at] ?? "")) reader.at++;
  return reader.tokens[reader.at++] === "}";
}

function skipSpace(reader: MathReader): void {
  while (/^\s/.test(reader.tokens[reader.at] ?? "")) reader.at++;
}
