import {
  commandArguments,
  commandPairs,
  commandWords,
  looksLikeLatex,
  markMath,
  prepareLatex,
  silentCommands,
} from "./latex-source.ts";
import { accentOf, accented, latexTables } from "./latex-tables.ts";
import { fraction } from "./latex-fraction.ts";
import { readableMarks } from "./marks.ts";

const tokens = /\\[a-zA-Z]+\*?\s*|\\[^]|[{}^_~]|(?<!`)``(?!`)|''|[^\\{}^_~`']+|[`']/g;
const deepestGroup = 24;

/** What the library's table lacks. */
const extraSubscripts: Record<string, string> = { i: "ᵢ", j: "ⱼ", r: "ᵣ", u: "ᵤ", v: "ᵥ" };

/** Commands of three letters on are symbols between words; `\\o`, `\\ss`, `\\L` are letters inside one. */
const letterCommand = /^[a-zA-Z]{3}/;

interface TokenReader {
  tokens: string[];
  at: number;
  depth: number;
  math: boolean;
  /** Whether a space stands before the token that is read. */
  apart: boolean;
  /** Whether a letter, a digit or a closing bracket does. */
  joined: boolean;
  /** Whether a number does, maybe with a space behind it. */
  counted: boolean;
}

/** LaTeX as text people can read: `$x_i^{2}$` → xᵢ², `\'e` → é, `\textbf{a}` → a; text without LaTeX comes back as it is. */
export function readableLatex(text: string): string {
  const prepared = prepareLatex(text);
  if (!looksLikeLatex(prepared)) return readableMarks(prepared);
  const reader: TokenReader = {
    tokens: markMath(prepared).match(tokens) ?? [],
    at: 0,
    depth: 0,
    math: false,
    apart: false,
    joined: false,
    counted: false,
  };
  const plainLetters = readTokens(reader, false).replace(/[\u{1d400}-\u{1d7ff}]+/gu, (letters) =>
    letters.normalize("NFKC"),
  );
  return readableMarks(plainLetters.normalize("NFC").replace(/[\u00a0\u2000-\u200a\u205f]/g, " "));
}

function readTokens(reader: TokenReader, inGroup: boolean): string {
  const parts: string[] = [];
  for (let token = reader.tokens[reader.at]; token !== undefined; token = reader.tokens[reader.at]) {
    reader.at++;
    if (token === "}" && inGroup) break;
    const last = parts.at(-1) ?? "";
    reader.apart = /\s$/.test(last);
    reader.joined = /[\p{L}\p{N})]$/u.test(last);
    reader.counted = /\d\s?$/.test(last);
    parts.push(readToken(token, reader));
  }
  return parts.join("");
}

function readToken(token: string, reader: TokenReader): string {
  if (token === "{") return braces(reader);
  if (token === "}") return "";
  if (token === "~") return reader.math ? " " : token;
  if (token === "\\\\") return " ";
  if (token === "``") return "“";
  if (token === "''") return reader.math ? "″" : "”";
  if (token === "^" || token === "_") return script(token, reader);
  if (token === "\\(" || token === "\\[") return toggle(reader, true);
  if (token === "\\)" || token === "\\]") return toggle(reader, false);
  if (token.startsWith("\\")) return command(token, reader);
  return token;
}

function toggle(reader: TokenReader, math: boolean): string {
  reader.math = math;
  return "";
}

/** A group's text; hostile nesting is read flat below a depth no paper reaches. */
function braces(reader: TokenReader): string {
  if (reader.depth >= deepestGroup) return "";
  reader.depth++;
  const text = readTokens(reader, true);
  reader.depth--;
  return text;
}

/** What a command or script applies to: the group or the one character that follows. */
function argument(reader: TokenReader): string {
  const next = reader.tokens[reader.at];
  if (next === undefined) return "";
  if (/^[{\\]/.test(next)) {
    reader.at++;
    if (reader.depth >= deepestGroup) return "";
    reader.depth++;
    const text = readToken(next, reader);
    reader.depth--;
    return text;
  }
  const [first = ""] = next.trimStart();
  reader.tokens[reader.at] = next.trimStart().slice(first.length);
  return first;
}

function script(kind: "^" | "_", reader: TokenReader): string {
  const grouped = reader.tokens[reader.at] === "{";
  // Outside of math `snake_case` and `x^y` are what they look like.
  if (!grouped && !reader.math) return kind;
  return drawn(kind, argument(reader));
}

/** A text raised or lowered, by letters that are so where there are any. */
function drawn(kind: "^" | "_", argument: string): string {
  const text = argument.trim();
  if (text === "") return "";
  const letters = Array.from(text, (letter) => scriptLetter(kind, letter));
  if (letters.every((letter) => letter !== undefined)) return letters.join("");
  return unscripted.test(text) || letters.length === 1 ? kind + text : `${kind}(${text})`;
}

/** A word without raised or lowered letters of its own. */
const unscripted = /^(?:(?![\p{Lm}\p{No}])[\p{L}\p{N}.])+$/u;

function scriptLetter(kind: "^" | "_", letter: string): string | undefined {
  if (letter === "∘" && kind === "^") return "°";
  if (letter === "⊤" && kind === "^") return "ᵀ";
  if (letter === "∗" || letter === "*" || letter === "′") return letter;
  if (kind === "_" && Object.hasOwn(extraSubscripts, letter)) return extraSubscripts[letter];
  const found = latexTables().symbols[`${kind}{${letter === "−" ? "-" : letter}}`];
  return typeof found === "string" ? found : undefined;
}

function command(token: string, reader: TokenReader): string {
  const name = token.slice(1).replace(/\*?\s*$/, "");
  const accent = accentOf(name);
  if (accent) return accented(argument(reader), name, accent);
  if (silentCommands.has(name)) return "";
  if (name === "ensuremath") return mathArgument(reader);
  const [unread, read] = (Object.hasOwn(commandArguments, name) && commandArguments[name]) || [0, 0];
  for (let n = 0; n < unread; n++) dropArgument(reader);
  if (unread > 0 || read > 0) return read > 0 ? argument(reader) : "";
  if (/^(?:[tdc]?frac|nicefrac|sfrac)$/.test(name)) return fraction(argument(reader), argument(reader));
  if (/^[td]?binom$/.test(name)) return `C(${argument(reader)},${argument(reader)})`;
  if (name === "sqrt") return root(rootDegree(reader), argument(reader));
  const pair = Object.hasOwn(commandPairs, name) ? commandPairs[name] : undefined;
  if (pair) return pair[0] + argument(reader) + pair[1];
  if (name === "pmod") return `(mod ${argument(reader)})`;
  if (name === "textsuperscript" || name === "textsubscript")
    return drawn(name === "textsuperscript" ? "^" : "_", argument(reader));
  if (Object.hasOwn(commandWords, name)) return (commandWords[name] ?? "") + gap(token, reader);
  return symbol(token, name, reader);
}

function mathArgument(reader: TokenReader): string {
  const { math } = reader;
  reader.math = true;
  const text = argument(reader);
  reader.math = math;
  return text;
}

/** Skips an argument in braces, and the optional ones in brackets before it. */
function dropArgument(reader: TokenReader): void {
  const next = reader.tokens[reader.at];
  if (next === undefined) return;
  if (next.startsWith("[")) reader.tokens[reader.at] = next.replace(/^(?:\[[^\]]*\])+/, "");
  if (reader.tokens[reader.at] === "") reader.at++;
  if (reader.tokens[reader.at] === "{") argument(reader);
}

const rootSigns: Record<string, string> = { "": "√", "2": "√", "3": "∛", "4": "∜" };

function root(degree: string, text: string): string {
  const sign = rootSigns[degree] ?? `${drawn("^", degree)}√`;
  return Array.from(text).length === 1 ? sign + text : `${sign}(${text})`;
}

/** The optional argument in brackets, `3` in `\sqrt[3]{x}`; empty without one. */
function rootDegree(reader: TokenReader): string {
  const next = reader.tokens[reader.at] ?? "";
  const [whole, inside = ""] = /^\[([^\]]{1,20})\]/.exec(next) ?? [];
  if (whole === undefined) return "";
  reader.tokens[reader.at] = next.slice(whole.length);
  if (reader.tokens[reader.at] === "") reader.at++;
  return inside;
}

/** A symbol of the table, else the argument of an unknown command, else its name: people's own macros are usually names. */
function symbol(token: string, name: string, reader: TokenReader): string {
  if (name === "") return " ";
  const known = latexTables().symbols[`\\${name}`];
  if (typeof known === "string")
    return (letterCommand.test(name) || reader.math || reader.counted) && !isTight(known, reader)
      ? known + gap(token, reader)
      : known;
  if (!/^[a-zA-Z]/.test(name)) return name;
  // `n\log n` is no word.
  const before = reader.math && reader.joined ? " " : "";
  const text = reader.tokens[reader.at] === "{" ? argument(reader) : "";
  return text || before + name + gap(token, reader);
}

/** In a formula a letter keeps no space before another one (`\alpha T`), and a sign only where one stands before it too (`a \to b`, but `z\sim 1`). */
function isTight(known: string, reader: TokenReader): boolean {
  if (!reader.math || /\p{L}{2}/u.test(known)) return false;
  return /\p{L}/u.test(known) ? /^[\p{L}\p{N}]/u.test(reader.tokens[reader.at] ?? "") : !reader.apart;
}

/** LaTeX eats the space after a command; people who write `\ours achieves` mean it. */
const gap = (token: string, reader: TokenReader): string =>
  /\s$/.test(token) && reader.tokens[reader.at] !== undefined ? " " : "";
