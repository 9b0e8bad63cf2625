import { composed } from "./fold.ts";
import type { TermProfile } from "./term-profile.ts";
import { hashTerm, hashTerms } from "./term-hash.ts";
import { stopWords, termOf, withNameParts, wordMatches } from "./terms.ts";
import type { Topic } from "./topic.ts";

const mostReasons = 4;
/** A word that is one part. */
const onePart = /^(?:[A-Z]?[a-z]+|[0-9]+|[A-Z]+s?)$/;
const partOfName = /[A-Z]+s?(?![a-z])|[A-Z]?[a-z]+|[0-9]+/g;

interface Word {
  term: string;
  from: number;
  to: number;
  /** The terms of a name's parts ("style", "gan"); none of a word that is one part. */
  parts: string[];
}

/** What a paper has of a topic, spelled as in the paper: its names, else its words, else terms of the profile. */
export function matchedWords(topic: Topic, profile: TermProfile | null, written: readonly string[]): string[] {
  const texts = written.map(composed);
  const hashed: Int32Array[] = [];
  const read: Word[][] = [];
  const find = (terms: readonly string[]) => {
    for (const [at, text] of texts.entries()) {
      // Hashing a text costs a tenth of splitting it into words, and most texts have only some of the terms.
      const has = (hashed[at] ??= hashTerms(withNameParts(text)));
      if (!terms.every((term) => has.includes(hashTerm(term)))) continue;
      const found = spelled(terms, text, (read[at] ??= wordsIn(text)));
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

function wordsIn(text: string): Word[] {
  return wordMatches(text).map((match) => ({
    term: termOf(match[0]),
    from: match.index,
    to: match.index + match[0].length,
    parts: onePart.test(match[0]) ? [] : (match[0].match(partOfName) ?? []).map(termOf),
  }));
}

function spelled(terms: readonly string[], text: string, words: readonly Word[]): string | null {
  const start = words.findIndex((_, at) => terms.every((term, i) => words[at + i]?.term === term));
  const last = words[start + terms.length - 1];
  const first = words[start];
  if (first && last) return text.slice(first.from, last.to).replace(/\s+/g, " ");
  const whole = words.find(({ parts }) => parts.length > 1 && holds(parts, terms));
  return whole ? text.slice(whole.from, whole.to) : null;
}

function holds(parts: readonly string[], terms: readonly string[]): boolean {
  return parts.some((_, at) => terms.every((term, i) => parts[at + i] === term));
}

function distinct(found: readonly string[]): string[] {
  return [...new Map(found.map((one) => [one.toLowerCase(), one])).values()].slice(0, mostReasons);
}
