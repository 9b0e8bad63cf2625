import type { Query } from "./query.ts";
import { contentWords } from "./query.ts";
import { plain } from "./terms.ts";
import type { SearchLibrary } from "./library.ts";
import { hasSomeWord } from "./condition.ts";

const mostCorrected = 4;

/** Replaces words that no paper has by the nearest indexed word; returns the same query when there is nothing to correct. */
export function correctTypos(library: SearchLibrary, query: Query): Query {
  const words = contentWords(query.words);
  if (words.length === 0 || words.length > mostCorrected) return query;
  const better = new Map(words.flatMap((word) => correction(library, word)));
  return better.size === 0 ? query : { ...query, words: query.words.map((word) => better.get(word) ?? word) };
}

function correction(library: SearchLibrary, word: string): [typed: string, meant: string][] {
  const typed = plain(word);
  if (typed.length < 4 || library.count(hasSomeWord([word]), null, 1) > 0) return [];
  const allowed = typed.length < 7 ? 1 : 2;
  const [nearest] = library
    .wordsLike(typed.slice(0, 2))
    .map((known) => ({ ...known, distance: distance(typed, known.word, allowed) }))
    .filter(({ distance: far }) => far <= allowed)
    .sort((a, b) => a.distance - b.distance || b.papers - a.papers);
  return nearest ? [[word, nearest.word]] : [];
}

/** Damerau-Levenshtein distance; a result above `most` only says that the distance is larger. */
function distance(a: string, b: string, most: number): number {
  if (Math.abs(a.length - b.length) > most) return most + 1;
  let before: number[] = [];
  let row = Array.from({ length: b.length + 1 }, (_, i) => i);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1];
      const swapped = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
      const steps = [(row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1, (row[j - 1] ?? 0) + (same ? 0 : 1)];
      next.push(Math.min(...steps, ...(swapped ? [(before[j - 2] ?? 0) + 1] : [])));
    }
    before = row;
    row = next;
  }
  return row[b.length] ?? most + 1;
}
