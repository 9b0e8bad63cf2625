import { composed } from "./fold.ts";
import type { TermProfile } from "./term-profile.ts";
import { hashTerm, hashTerms } from "./term-hash.ts";
import { mayBeNamePart, nameParts, stopWords, termsOf, withNameParts, wordMatches } from "./terms.ts";
import type { Topic } from "./topic.ts";

const mostReasons = 4;

/** What a paper has of a topic, spelled as in the paper: its names, else its words, else terms of the profile. */
export function matchedWords(topic: Topic, profile: TermProfile | null, written: readonly string[]): string[] {
  const texts = written.map(composed);
  const [plainly, withParts]: [Int32Array[], Int32Array[]] = [[], []];
  const find = (terms: readonly string[]) => {
    const wanted = terms.map(hashTerm);
    const mayBeParts = terms.every(mayBeNamePart);
    for (const [at, text] of texts.entries()) {
      // Hashing a text costs a tenth of splitting it into words, and most texts have only some of the terms.
      const has = mayBeParts ? (withParts[at] ??= hashTerms(withNameParts(text))) : (plainly[at] ??= hashTerms(text));
      const start = has.findIndex((_, from) => wanted.every((term, i) => has[from + i] === term));
      const found = start === -1 ? null : spelled(text, start, terms);
      if (found !== null) return [found];
    }
    return [];
  };
  const names = topic.names.filter(({ terms }) => terms.some((term) => !stopWords.has(term)));
  const named = names.flatMap(({ terms }) => find(terms));
  if (named.length > 0) return distinct(named);
  const words = topic.names.flatMap(({ terms }) => terms.filter((term) => !stopWords.has(term)));
  const had = [...new Set(words)].flatMap((term) => find([term]));
  if (had.length > 0) return distinct(had);
  return distinct((profile?.terms ?? []).flatMap((term) => find([term])).slice(0, mostReasons));
}

/** The words that stand at a place of a text's hashes, as written. Behind those of its words are the parts of its names. */
function spelled(text: string, start: number, terms: readonly string[]): string | null {
  let at = 0;
  let from = 0;
  for (const { 0: word, index } of wordMatches(text)) {
    if (at === start) from = index;
    if (++at === start + terms.length) return text.slice(from, index + word.length).replace(/\s+/g, " ");
  }
  for (const [word] of wordMatches(text))
    if (nameParts(word).some((parts) => holds(termsOf(parts), terms))) return word;
  return null;
}

function holds(parts: readonly string[], terms: readonly string[]): boolean {
  return parts.some((_, at) => terms.every((term, i) => parts[at + i] === term));
}

function distinct(found: readonly string[]): string[] {
  return [...new Map(found.map((one) => [one.toLowerCase(), one])).values()].slice(0, mostReasons);
}
