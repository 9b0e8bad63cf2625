import { meaningsOf } from "./aliases.ts";
import type { SearchLibrary } from "./library.ts";
import type { PaperText } from "./paper-terms.ts";
import { hashTerm } from "./term-hash.ts";
import type { TermProfile } from "./term-profile.ts";
import { stopWords, termOf, termsOf, wordsOf } from "./terms.ts";

/** A topic with more papers than a first page shows is broad. */
const broadTopic = 11;
const bestRead = 60;
const mostNarrower = 2;
/** A narrower topic has at least this share of the papers read, and at least two. */
const leastShare = 0.05;
const leastPapers = 2;
/** A word beside the topic's that more of the papers have makes it hardly narrower. */
const mostShare = 0.6;
/** Words of titles that name no subject. */
const formal = new Set("technical report toward via study approach".split(" "));
/** "network" or "based" beside the word tells nothing: the other word has a document frequency of at most 1/15. */
const leastIdf = Math.log(15);

/**
 * What to ask for instead of a topic of one word: other meanings of a short form; for a broad one the phrases that most of
 * its papers have with the word, else the words that they have beside it.
 */
export function narrowerTopics(
  words: readonly string[],
  library: SearchLibrary,
  papers: readonly PaperText[],
  { terms }: TermProfile,
): string[] {
  const [word, ...more] = words;
  if (word === undefined || more.length > 0) return [];
  const { narrower, meant } = meaningsOf(word, library);
  if (narrower.length > 0 || papers.length < broadTopic) return narrower;
  const read = papers.slice(0, bestRead);
  const known = new Set([word, ...meant].flatMap(termsOf));
  const idf = library.idf();
  const tells = (other: string): boolean =>
    other.length > 2 &&
    !/^\p{L}?\p{N}/u.test(other) &&
    !stopWords.has(other) &&
    !known.has(termOf(other)) &&
    !formal.has(termOf(other)) &&
    idf(hashTerm(termOf(other))) >= leastIdf;
  const phrases = prevailing(read.map(({ title, body }) => phrasesWith(termOf(word), `${title}. ${body}`, tells)));
  if (phrases.length > 0) return phrases;
  // Of the terms that these papers share, the ones in titles say what they are about.
  const inTitles = prevailing(
    read.map(({ title }) => wordsOf(title).filter((one) => tells(one) && terms.includes(termOf(one)))),
  );
  return inTitles.map((other) => `${word} ${other}`);
}

/** A word with its hyphens ("cross-modal"), at the end of a piece of text and at its start. */
const wordAtEnd = /(?<![\p{L}\p{N}-])[\p{L}\p{N}]+(?:-[\p{L}\p{N}]+)*$/u;
const wordAtStart = /^[\p{L}\p{N}]+(?:-[\p{L}\p{N}]+)*/u;

/** The phrases of two words, with one space between them, of which one is this word. */
function phrasesWith(term: string, text: string, tells: (word: string) => boolean): string[] {
  const pieces = text.split(" ");
  const isWord = (found: string) => termOf(found) === term;
  const begin = term.slice(0, -1);
  return pieces.flatMap((piece, at) => {
    const next = pieces[at + 1];
    // Most pieces are other words, and looking for letters is fast. A plural may lose its last letter: "studies".
    if (next === undefined || ![piece, next].some((one) => one.toLowerCase().includes(begin))) return [];
    const pair = [wordAtEnd.exec(piece)?.[0] ?? "", wordAtStart.exec(next)?.[0] ?? ""];
    const isPhrase = pair.some(isWord) && pair.some((other) => !isWord(other) && wordsOf(other).some(tells));
    return isPhrase && !pair.includes("") ? [pair.join(" ")] : [];
  });
}

/** What most of the papers have, and not nearly all of them, in small letters. */
function prevailing(papers: readonly (readonly string[])[]): string[] {
  const found = new Map<string, { spelled: string; papers: number }>();
  for (const paper of papers)
    for (const [key, spelled] of new Map(paper.map((one) => [termsOf(one).join(" "), one.toLowerCase()])))
      found.set(key, { spelled, papers: (found.get(key)?.papers ?? 0) + 1 });
  const least = Math.max(leastPapers, leastShare * papers.length);
  return [...found.values()]
    .filter((one) => one.papers >= least && one.papers <= mostShare * papers.length)
    .sort((a, b) => b.papers - a.papers)
    .slice(0, mostNarrower)
    .map(({ spelled }) => spelled);
}
