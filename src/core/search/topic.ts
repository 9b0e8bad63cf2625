import { nameKey } from "./acronyms.ts";
import { formsOf } from "./forms.ts";
import { hashTerm, type Idf } from "./term-hash.ts";
import { plain, stopWords, termOf, termsOf } from "./terms.ts";

/** One way to write a topic. `weight` says how surely it means the topic: 1 is as typed. */
export interface Name {
  words: string[];
  terms: string[];
  weight: number;
  /** The words only mean the topic when they stand together: "k means" for "kmeans". */
  joined: boolean;
}

/** What people ask for or follow: the name as typed, then its aliases. */
export interface Topic {
  names: Name[];
  /** A word typed in capitals, like CLIP: it matches the name CLIP, and the word "clip" only when no paper has the name. */
  exact: string | null;
  /** Term → the words that count as it; null: only its singular and plural do. */
  forms: ReadonlyMap<string, readonly string[]> | null;
}

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
  /** What a short form stands for, most used first. */
  longForms(short: string): KnownName[];
  /** The short forms of a name, by its key, most used first. */
  shortForms(longKey: string): KnownName[];
}

/** What naming a topic needs to know of a library. */
export interface Vocabulary extends Acronyms {
  /** The subset of these phrases (words separated by blanks) that at least so many papers have. */
  known(phrases: readonly string[], papers: number): string[];
}

const mostNames = 8;
const aliasWeight = 0.85;
/** A meaning of a short form counts when at least this share of the papers that introduce the short form mean it. */
const meaningShare = 0.2;
/** A word is an abbreviation when at least this share of the papers that have it introduce it as one. */
const abbreviationShare = 0.02;
/** A short form is an alias of a name when at least this share of the papers that introduce it mean that name. */
const shortShare = 0.5;

/** The topic named by these words, with the aliases that the library knows for the whole name or a part of it. */
export function topicOf(words: readonly string[], acronyms: Vocabulary, inflected = false): Topic {
  const names = new Map<string, Name>();
  const add = (name: string[], weight: number, joined = false) => {
    const key = termsOf(name.join(" ")).join(" ");
    if (key !== "" && !names.has(key) && names.size < mostNames) names.set(key, named(name, weight, joined));
  };
  add([...words], 1);
  for (const alias of aliases(words, acronyms)) add(alias, aliasWeight);
  for (const [from, to] of innerSpans(words))
    for (const alias of aliases(words.slice(from, to), acronyms))
      add([...words.slice(0, from), ...alias, ...words.slice(to)], aliasWeight ** 2);
  if (inflected) for (const { name, joined } of otherSpellings(words, acronyms)) add(name, 1, joined);
  const exact = words.length === 1 ? exactName(words[0] ?? "") : null;
  const all = [...names.values()];
  return { names: all, exact, forms: inflected && exact === null ? knownForms(all, acronyms) : null };
}

function named(words: string[], weight: number, joined: boolean): Name {
  return { words, terms: words.map(termOf), weight, joined };
}

function knownForms(names: readonly Name[], library: Vocabulary): Map<string, readonly string[]> {
  const words = names.filter(({ joined, weight }) => !joined && weight === 1).flatMap((name) => name.words);
  const known = words.map((word) => [termOf(word), library.known(formsOf(word), 1)] as const);
  return new Map(known.filter(([, forms]) => forms.length > 0));
}

const mostJoined = 4;
/** A word counts as taken apart when this share of the papers that have it write it so: "net work" is a slip. */
const leastApart = 0.05;

/** The same name as other papers write it: words joined ("multi modal" → "multimodal"), or a word taken apart ("kmeans" → "k means"). */
function otherSpellings(words: readonly string[], library: Vocabulary): { name: string[]; joined: boolean }[] {
  if (words.length > mostJoined) return [];
  const written = (from: number, to: number, ways: readonly string[], joined: boolean) =>
    library.known(ways.map(plain), joined ? leastApart * library.having(words[from] ?? "") : 1).map((way) => ({
      name: [...words.slice(0, from), ...way.split(" "), ...words.slice(to)],
      joined,
    }));
  return words.flatMap((word, at) => [
    ...(at + 1 < words.length ? written(at, at + 2, [words.slice(at, at + 2).join("")], false) : []),
    ...written(at, at + 3, joinedByNumber(words.slice(at, at + 3)), false),
    ...written(at, at + 1, splits(plain(word)), true),
  ]);
}

const numbers: Readonly<Record<string, string>> = { to: "2", for: "4" };

/** "text to sql" → "text2sql", "all for one" → "all4one". */
function joinedByNumber([first, middle, last]: readonly string[]): string[] {
  const number = numbers[middle?.toLowerCase() ?? ""];
  return first && last && number ? [first + number + last] : [];
}

/** The ways to take a word apart: in two, or at a digit that stands for "to" or "for". */
function splits(word: string): string[] {
  const [, first, number, last] = /^([a-z]{2,})([24])([a-z]{2,})$/.exec(word) ?? [];
  const spoken = first && last ? [`${first} ${number === "2" ? "to" : "for"} ${last}`] : [];
  if (word.length < 5 || word.length > 20) return spoken;
  return [
    ...spoken,
    ...Array.from({ length: word.length - 2 }, (_, at) => `${word.slice(0, at + 1)} ${word.slice(at + 1)}`),
  ];
}

function exactName(word: string): string | null {
  return /^\p{Lu}[\p{Lu}\p{N}]{1,7}$/u.test(word) ? word : null;
}

function innerSpans(words: readonly string[]): [from: number, to: number][] {
  const spans: [number, number][] = [];
  if (words.length > 6) return spans;
  for (let from = 0; from < words.length; from++)
    for (let to = from + 1; to <= words.length; to++) {
      const small = to - from === 1 && stopWords.has(plain(words[from] ?? ""));
      if (to - from < words.length && !small) spans.push([from, to]);
    }
  return spans;
}

function aliases(words: readonly string[], acronyms: Acronyms): string[][] {
  const name = words.join(" ");
  const meanings = words.length <= 2 ? meaningsOf(name, acronyms) : [];
  return [...meanings.map((known) => known.long), ...shortFormsOf(nameKey(name), acronyms)].map((alias) =>
    alias.split(/[^\p{L}\p{N}]+/u).filter((word) => word !== ""),
  );
}

function meaningsOf(name: string, acronyms: Acronyms): KnownName[] {
  const typed = plain(name);
  const found = acronyms.longForms(typed);
  const known = found.length > 0 ? found : acronyms.longForms(termOf(typed));
  const all = total(known);
  // A meaning that only one paper uses is ignored, unless no other paper introduces the short form.
  const meanings = known.filter(({ papers }) => papers >= meaningShare * all && (papers > 1 || all === 1));
  // One paper may abbreviate something as "time", but nearly always "time" is the word.
  return meanings.length > 0 && all >= abbreviationShare * acronyms.having(name) ? meanings : [];
}

function shortFormsOf(key: string, acronyms: Acronyms): string[] {
  // Papers introduce "AT" for adversarial training, and nearly every paper has the word "at".
  const known = acronyms.shortForms(key).filter(({ short }) => !stopWords.has(short));
  const all = total(known);
  return known
    .filter(({ papers }) => papers > 1 || papers >= 0.1 * all)
    .filter(({ short, papers }) => papers >= shortShare * total(acronyms.longForms(short)))
    .map(({ short }) => short);
}

function total(known: readonly KnownName[]): number {
  return known.reduce((sum, { papers }) => sum + papers, 0);
}

/** A core keeps at least this share of the name's summed idf. */
const coreShare = 0.85;
/** A one-word core needs a document frequency of at most 1/20. */
const rareAlone = 20;

/** The name without words at its ends that carry little information: "self-supervised" of "self-supervised learning". */
export function coreOf(name: Name, idf: Idf): Name {
  const weights = name.terms.map((term) => (stopWords.has(term) ? 0 : idf(hashTerm(term))));
  const weight = (from: number, to: number) => weights.slice(from, to).reduce((sum, one) => sum + one, 0);
  const least = coreShare * weight(0, weights.length);
  const suffices = (from: number, to: number) =>
    weight(from, to) >= Math.max(least, to - from > 1 ? 0 : Math.log(rareAlone));
  let [from, to] = [0, weights.length];
  while (to > from + 1 && suffices(from, to - 1)) to--;
  // A stop word can be part of a name: "in context" is one, "context" is not.
  while (to > from + 1 && weights[from] !== 0 && suffices(from + 1, to)) from++;
  return { ...name, words: name.words.slice(from, to), terms: name.terms.slice(from, to) };
}
