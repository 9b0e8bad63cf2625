import { nameKey } from "./acronyms.ts";
import { plain, stopWords, termOf, termsOf, wordsOf } from "./terms.ts";

/** A short and a long form that papers introduce together, and how many do. */
export interface KnownName {
  short: string;
  long: string;
  papers: number;
}

/** The dictionary of acronyms, learnt from the papers. */
export interface Acronyms {
  /** About how many papers have a word. */
  having(word: string): number;
  /** How many papers have both of these phrases (words separated by blanks); counting stops at a thousand. */
  together(phrase: string, other: string): number;
  /** What a short form stands for, most used first. */
  longForms(short: string): KnownName[];
  /** The short forms of a name, by its key, most used first. */
  shortForms(longKey: string): KnownName[];
}

/** Another way to write a name. */
export interface Alias {
  words: string[];
  /** A short form that may stand for something else too. */
  ambiguous: boolean;
}

/** What a short form stands for: the meanings that a topic of this name has, and those that it has not. */
export interface Meanings {
  meant: string[];
  others: string[];
  /** One name for each meaning that is no longer mixed with others, when there are several. */
  narrower: string[];
}

/** A meaning of a short form counts when at least this share of the papers that introduce the short form mean it. */
const meaningShare = 0.2;
/** A word is an abbreviation when at least this share of the papers that have it introduce it as one. */
const abbreviationShare = 0.02;
/** A short form is an alias of a name when at least this share of the papers that introduce it mean that name. */
const shortShare = 0.5;
/** A short form means one thing alone when this many times as many papers use it so as in its next meaning. */
const clearly = 2;
/** So few letters stand for many things, whatever the papers of one library introduce. */
const fewLetters = 2;

/** What a typed name stands for, and its short forms. */
export function aliasesOf(name: string, acronyms: Acronyms): Alias[] {
  const meant = meaningsOf(name, acronyms).meant.map((long) => ({ words: wordsOf(long), ambiguous: false }));
  return [...meant, ...shortFormsOf(nameKey(name), acronyms)];
}

/** What a short form of at most two words stands for: what most papers with it mean, or all of it when none prevails. */
export function meaningsOf(name: string, acronyms: Acronyms): Meanings {
  const senses = sensesOf(name, acronyms);
  const [first, second] = senses;
  const longs = (from: readonly Sense[]) => from.flatMap(({ names }) => names.map(({ long }) => long));
  const oneOfEach = (from: readonly Sense[]) => from.flatMap(({ names }) => names.slice(0, 1).map(({ long }) => long));
  if (first && second && first.papers >= clearly * second.papers)
    return { meant: longs([first]), others: longs(senses.slice(1)), narrower: oneOfEach(senses.slice(1)) };
  const meant = senses.filter(({ papers }) => papers > 1 || !second);
  return { meant: longs(meant), others: [], narrower: meant.length > 1 ? oneOfEach(meant) : [] };
}

/** One meaning in all its spellings. */
interface Sense {
  names: KnownName[];
  papers: number;
}

function sensesOf(name: string, acronyms: Acronyms): Sense[] {
  const typed = plain(name);
  if (typed.split(" ").length > 2) return [];
  const known = [...new Set([typed, termOf(name)])].flatMap((short) => acronyms.longForms(short));
  const all = total(known);
  // One paper may abbreviate something as "time", but nearly always "time" is the word.
  if (all === 0 || all < abbreviationShare * acronyms.having(name)) return [];
  const senses: Sense[] = [];
  for (const one of known.filter(({ papers }) => papers >= meaningShare * all)) {
    const same = senses.find(({ names }) => names.some((other) => areAlike(other.long, one.long)));
    if (same) same.names.push(one);
    else senses.push({ names: [one], papers: 0 });
  }
  if (senses.length < 2) return all === 1 ? senses : senses.map(usedMore).filter(({ names }) => names.length > 0);
  // More papers use a short form than introduce it.
  const used = senses.map((sense) => ({ ...sense, papers: countUses(sense, acronyms) }));
  return used.sort((a, b) => b.papers - a.papers);
}

/** A meaning that only one paper uses is ignored, unless no other paper introduces the short form. */
const usedMore = ({ names, papers }: Sense): Sense => ({ names: names.filter((one) => one.papers > 1), papers });

function countUses({ names }: Sense, acronyms: Acronyms): number {
  const spelled = names.map(({ short, long, papers }) => Math.max(papers, acronyms.together(short, long)));
  return Math.max(...spelled);
}

function shortFormsOf(key: string, acronyms: Acronyms): Alias[] {
  // Papers introduce "AT" for adversarial training, and nearly every paper has the word "at".
  const known = acronyms.shortForms(key).filter(({ short }) => !stopWords.has(short));
  const all = total(known);
  return known
    .filter(({ papers }) => papers > 1 || papers >= 0.1 * all)
    .filter(({ short, papers }) => papers >= shortShare * total(acronyms.longForms(short)))
    .map(({ short, long }) => ({ words: wordsOf(short), ambiguous: isAmbiguous(short, long, acronyms) }));
}

function isAmbiguous(short: string, long: string, acronyms: Acronyms): boolean {
  return short.length <= fewLetters || acronyms.longForms(short).some((other) => !areAlike(other.long, long));
}

/** Whether two names share half of their content words: spellings of one meaning do. */
function areAlike(one: string, other: string): boolean {
  const [a, b] = [contentTerms(one), contentTerms(other)];
  return a.filter((term) => b.includes(term)).length * 2 >= Math.max(a.length, b.length);
}

const contentTerms = (name: string): string[] => [...new Set(termsOf(name))].filter((term) => !stopWords.has(term));

function total(known: readonly KnownName[]): number {
  return known.reduce((sum, { papers }) => sum + papers, 0);
}
