import type { Query } from "./query.ts";
import { contentWords } from "./query.ts";
import { plain } from "./terms.ts";
import type { SearchLibrary } from "./library.ts";
import { hasSomeWord } from "./condition.ts";

const mostCorrected = 4;

/** Replaces words that no paper has by the nearest indexed word; returns the same query when there is nothing to correct. */
export function correctTypos(library: SearchLibrary, query: Query): Query {
  const unknown = contentWords(query.words).filter((word) => plain(word).length >= 4 && !isInLibrary(library, word));
  const better = new Map(unknown.slice(0, mostCorrected).flatMap((word) => correction(library, word)));
  return better.size === 0 ? query : { ...query, words: query.words.map((word) => better.get(word) ?? word) };
}

/** Whether the query has a word that no paper has. */
export const hasUnknownWord = (library: SearchLibrary, query: Query): boolean =>
  contentWords(query.words).some((word) => !isInLibrary(library, word));

const isInLibrary = (library: SearchLibrary, word: string): boolean => library.count(hasSomeWord([word]), null, 1) > 0;

function correction(library: SearchLibrary, word: string): [typed: string, meant: string][] {
  const typed = plain(word);
  const allowed = typed.length < 7 ? 1 : 2;
  const [nearest] = beginningsOf(typed)
    .flatMap((beginning) => library.wordsLike(beginning))
    // Another number is another thing: "llama4" is no slip for "llama3".
    .filter((known) => digitsOf(known.word) === digitsOf(typed))
    .map((known) => ({ ...known, distance: editsBetween(typed, known.word, allowed) }))
    .filter(({ distance }) => distance <= allowed)
    .sort((a, b) => a.distance - b.distance || b.papers - a.papers);
  return nearest ? [[word, nearest.word]] : [];
}

/** What a word begins with that differs from this one in its first letters too: "tarnsformer", "ttransformer", "rtansformer". */
function beginningsOf([first = "", second = "", third = ""]: string): string[] {
  return [...new Set([first + second, first + third, second + first, second + third])];
}

const digitsOf = (word: string): string => word.replace(/\D+/g, "");

/** Damerau-Levenshtein distance; a result above `most` only says that the distance is larger. */
function editsBetween(a: string, b: string, most: number): number {
  if (Math.abs(a.length - b.length) > most) return most + 1;
  let before: number[] = [];
  let row = Array.from({ length: b.length + 1 }, (_, i) => i);
  let leastBefore = 0;
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    let least = i;
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1];
      const swapped = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
      const step = Math.min((row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1, (row[j - 1] ?? 0) + (same ? 0 : 1));
      next[j] = swapped ? Math.min(step, (before[j - 2] ?? 0) + 1) : step;
      least = Math.min(least, next[j] ?? 0);
    }
    // Later rows build on the last two only.
    if (least > most && leastBefore >= most) return most + 1;
    leastBefore = least;
    before = row;
    row = next;
  }
  return row[b.length] ?? most + 1;
}
