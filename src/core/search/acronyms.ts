import { plain, termsOf, withoutPlural } from "./terms.ts";

/** A short form and what it stands for, as a paper introduces it: "generative adversarial networks (GANs)". */
export interface Acronym {
  short: string;
  long: string;
}

const shortForm = /^[\p{L}\p{N}][\p{L}\p{N}\-&/]{1,11}$/u;
const word = /[\p{L}\p{N}]+/gu;
const clauseEnd = /[.;:!?,()[\]]\s/g;
const skippable = new Set("a an and as at by for from in of on or the to via with".split(" "));

/** Finds the acronyms that a text introduces, each once, by the method of Schwartz and Hearst (2003). */
export function acronymsIn(text: string): Acronym[] {
  const found = new Map<string, Acronym>();
  for (const [at, inside] of parentheses(text)) {
    const short = inside.split(/[,;]/, 1)[0]?.trim() ?? "";
    if (!shortForm.test(short) || !/\p{Lu}/u.test(short)) continue;
    const long = longForm(withoutPlural(short), text.slice(Math.max(0, at - 120), at));
    if (long === null) continue;
    const acronym = { short: plain(withoutPlural(short)), long: long.toLowerCase() };
    found.set(`${acronym.short}\t${acronym.long}`, acronym);
  }
  return [...found.values()];
}

const longestInside = 40;

/** The texts inside innermost parentheses, each with the position of its opening parenthesis. */
function parentheses(text: string): [at: number, inside: string][] {
  const found: [number, string][] = [];
  for (let close = text.indexOf(")"); close !== -1; close = text.indexOf(")", close + 1)) {
    const from = Math.max(0, close - longestInside - 1);
    const before = text.slice(from, close);
    const open = before.lastIndexOf("(");
    const inside = before.slice(open + 1);
    if (open !== -1 && inside.length > 1 && !inside.includes(")")) found.push([from + open, inside]);
  }
  return found;
}

/** A key that all spellings of a name share: its terms, in order. */
export function nameKey(name: string): string {
  return termsOf(name).join(" ");
}

function longForm(short: string, before: string): string | null {
  const letters = [...short.toLowerCase().replace(/[^\p{L}\p{N}]/gu, "")];
  if (letters.length < 2) return null;
  const clause = lastClause(before);
  const found = [...clause.matchAll(word)];
  const words = found.map((match) => match[0].toLowerCase());
  const start = byInitials(letters, words) ?? byLetters(letters, words);
  const first = start === null ? undefined : found[start];
  if (start === null || first === undefined) return null;
  const long = clause.slice(first.index).trim().replace(/\s+/g, " ");
  const count = words.length - start;
  const plausible = count <= Math.min(letters.length + 5, letters.length * 2);
  const longer = count > 1 || long.length >= short.length * 2;
  return plausible && longer && !words.slice(start).includes(short.toLowerCase()) ? long : null;
}

function lastClause(text: string): string {
  let start = 0;
  for (const end of text.matchAll(clauseEnd)) start = end.index + end[0].length;
  return text.slice(start);
}

/** Index of the first word of those whose initials spell the short form; stop words may stand between them. */
function byInitials(letters: string[], words: string[]): number | null {
  let letter = letters.length - 1;
  for (let i = words.length - 1; i >= 0; i--) {
    const here = words[i] ?? "";
    if (here[0] === letters[letter]) {
      if (letter === 0) return i;
      letter--;
    } else if (!skippable.has(here) || i === words.length - 1) return null;
  }
  return null;
}

/** Index of the first word of those that contain the letters in order, the first letter at the start of a word. */
function byLetters(letters: string[], words: string[]): number | null {
  let letter = letters.length - 1;
  for (let i = words.length - 1; i >= 0; i--) {
    const here = words[i] ?? "";
    for (let at = here.length - 1; at >= 0; at--) {
      if (here[at] !== letters[letter]) continue;
      if (letter > 0) letter--;
      else if (at === 0) return i;
    }
  }
  return null;
}
