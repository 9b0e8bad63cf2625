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

/** Finds the acronyms that texts introduce, each once, by the method of Schwartz and Hearst (2003). */
export function acronymsIn(...texts: readonly string[]): Acronym[] {
  const found: Acronym[] = [];
  for (const { text, at, inside } of texts.flatMap(parentheses)) {
    const short = inside.split(/[,;]/, 1)[0]?.trim() ?? "";
    if (!shortForm.test(short) || !/\p{Lu}/u.test(short)) continue;
    const long = longForm(withoutPlural(short), text.slice(Math.max(0, at - 120), at));
    if (long === null) continue;
    const acronym = { short: plain(withoutPlural(short)), long: long.toLowerCase() };
    if (!found.some((one) => one.short === acronym.short && one.long === acronym.long)) found.push(acronym);
  }
  return found;
}

const longestInside = 40;

/** The texts inside innermost parentheses, each with the position of its opening parenthesis. */
function parentheses(text: string): { text: string; at: number; inside: string }[] {
  const found = [];
  for (let close = text.indexOf(")"); close !== -1; close = text.indexOf(")", close + 1)) {
    const from = Math.max(0, close - longestInside - 1);
    const before = text.slice(from, close);
    const open = before.lastIndexOf("(");
    const inside = before.slice(open + 1);
    if (open !== -1 && inside.length > 1 && !inside.includes(")")) found.push({ text, at: from + open, inside });
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
  const written = clause.match(word) ?? [];
  const words = written.map((one) => one.toLowerCase());
  const start = byInitials(letters, words) ?? byLetters(letters, words);
  if (start === null) return null;
  const count = words.length - start;
  if (count > Math.min(letters.length + 5, letters.length * 2)) return null;
  // No character of a word stands between two words: a word is the last place of its letters before the next word.
  const from = written.slice(start).reduceRight((end, one) => clause.lastIndexOf(one, end - 1), clause.length);
  const long = clause.slice(from).trim().replace(/\s+/g, " ");
  const isLonger = count > 1 || long.length >= short.length * 2;
  return isLonger && !words.slice(start).includes(short.toLowerCase()) ? long : null;
}

function lastClause(text: string): string {
  clauseEnd.lastIndex = 0;
  let start = 0;
  while (clauseEnd.test(text)) start = clauseEnd.lastIndex;
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
