import { meaningsOf } from "./aliases.ts";
import type { SearchLibrary } from "./library.ts";
import { hashTerm } from "./term-hash.ts";
import { termOf, wordsOf } from "./terms.ts";

/** A topic with at least this many papers is broad. */
const manyPapers = 30;
/** A narrower topic stands in at least this many of the best of them. */
const leastPapers = 3;
const bestRead = 60;
const mostNarrower = 2;
/** "network" or "based" beside the word tells nothing: the other word has a document frequency of at most 1/15. */
const leastIdf = Math.log(15);

/** What to ask for instead of a short topic: other meanings of a short form, or the phrases with the word in most papers of a broad topic. */
export function narrowerTopics(words: readonly string[], library: SearchLibrary, texts: readonly string[]): string[] {
  const [word, ...more] = words;
  if (word === undefined || more.length > 0) return [];
  const { narrower } = meaningsOf(word, library);
  return narrower.length > 0 || texts.length < manyPapers
    ? narrower
    : phrasesWith(termOf(word), library, texts.slice(0, bestRead));
}

function phrasesWith(term: string, library: SearchLibrary, texts: readonly string[]): string[] {
  const idf = library.idf();
  const tells = (word: string): boolean =>
    word.length > 1 && !/^\p{N}+$/u.test(word) && (termOf(word) === term || idf(hashTerm(termOf(word))) >= leastIdf);
  const found = new Map<string, { phrase: string; papers: number }>();
  for (const text of texts) {
    const words = wordsOf(text);
    const pairs = words.slice(1).map((word, at): [string, string] => [words[at] ?? "", word]);
    const phrases = pairs.filter((pair) => pair.map(termOf).includes(term) && pair.every(tells));
    for (const [key, phrase] of new Map(
      phrases.map((pair) => [pair.map(termOf).join(" "), pair.join(" ").toLowerCase()]),
    ))
      found.set(key, { phrase, papers: (found.get(key)?.papers ?? 0) + 1 });
  }
  return [...found.values()]
    .filter((one) => one.papers >= leastPapers)
    .sort((a, b) => b.papers - a.papers)
    .slice(0, mostNarrower)
    .map(({ phrase }) => phrase);
}
