import { type Acronyms, aliasesOf, meaningsOf } from "./aliases.ts";
import { beginningOf, formsOf } from "./forms.ts";
import { hashTerm, type Idf } from "./term-hash.ts";
import { greekSpellings } from "./topics/greek.ts";
import { american } from "./topics/regions.ts";
import { plain, stopWords, termOf, wordsOf } from "./terms.ts";

/** One way to write a topic. `weight` says how surely it means the topic: 1 is as typed. */
export interface Name {
  words: string[];
  terms: string[];
  weight: number;
  /** The words only mean the topic when they stand together: "k means" for "kmeans". */
  joined: boolean;
  /** A short form that may stand for something else. */
  ambiguous: boolean;
}

/** What people ask for or follow: the name as typed, then its aliases. */
export interface Topic {
  names: Name[];
  /** A word typed in capitals, like CLIP: it matches the name CLIP, and the word "clip" only when no paper has the name. */
  exact: string | null;
  /** Term → the words that count as it; null: only its singular and plural do. */
  forms: ReadonlyMap<string, readonly string[]> | null;
  /** What a short form as typed also stands for: a paper that spells one of these out is not about the topic. */
  others: Name[];
}

/** What naming a topic needs to know of a library. */
export interface Vocabulary extends Acronyms {
  /** The subset of these phrases (words separated by blanks) that at least `papers` papers have. Papers with the word `without` do not count. */
  known(phrases: readonly string[], papers: number, without?: string): string[];
  /** The subset of these words that papers have; `stem` is what most of them begin with. */
  knownForms(stem: string, forms: readonly string[]): string[];
  /** How many of the newest papers have these words as a name, the last one in singular or plural; counting stops at a thousand. */
  naming(words: readonly string[], where: "title" | "anywhere"): number;
  /** The inverse document frequency of terms, estimated from a sample. */
  idf(): Idf;
}

const mostNames = 8;
const aliasWeight = 0.85;
/** The topic named by these words, with the aliases that the library knows for the whole name or a part of it. */
export function topicOf(typedWords: readonly string[], acronyms: Vocabulary, inflected = false): Topic {
  const words = typedWords.map((word) => shortFormOf(word, acronyms) ?? word);
  const names = new Map<string, Name>();
  const add = (name: Name) => {
    const key = name.terms.join(" ");
    if (key !== "" && !names.has(key) && names.size < mostNames) names.set(key, name);
  };
  const typed = words.join(" ");
  add(named(words));
  for (const alias of aliasesOf(typed, acronyms)) add(named(alias.words, { ...alias, weight: aliasWeight }));
  for (const [from, to] of innerSpans(words))
    for (const alias of aliasesOf(words.slice(from, to).join(" "), acronyms)) {
      const whole = [...words.slice(0, from), ...alias.words, ...words.slice(to)];
      add(named(whole, { ...alias, weight: aliasWeight ** 2 }));
    }
  for (const name of [...greekSpellings(words), ...americanSpelling(words)])
    if (acronyms.known(newWords(name, words), 1).length > 0) add(named(name));
  const spelled = inflected ? otherSpellings(words, acronyms) : versionsApart(words, acronyms);
  for (const { name, joined } of spelled) add(named(name, { joined }));
  const exact = words.length === 1 ? exactName(words[0] ?? "") : null;
  const all = [...names.values()];
  const others = meaningsOf(typed, acronyms).others.map((long) => named(wordsOf(long)));
  return {
    names: all,
    exact,
    forms: inflected && exact === null && words.length <= mostInflected ? knownForms(all, acronyms) : null,
    others,
  };
}

/** The words as Americans spell them, where that differs. */
function americanSpelling(words: readonly string[]): string[][] {
  const spelled = words.map((word) => american(plain(word)));
  return spelled.every((word, at) => word === plain(words[at] ?? "")) ? [] : [spelled];
}

const newWords = (name: readonly string[], typed: readonly string[]): string[] =>
  name.filter((word) => !typed.includes(word)).map(plain);

/** The short form whose plural was typed in small letters: LM of "lms", where papers introduce LM and hardly one has "lms". */
function shortFormOf(word: string, acronyms: Vocabulary): string | null {
  const [, one] = /^([a-z]{2})s$/.exec(word) ?? [];
  if (one === undefined || stopWords.has(word) || acronyms.longForms(one).length === 0) return null;
  const isWord = acronyms.longForms(word).length > 0 || acronyms.having(word) > acronyms.having(one) / 2;
  return isWord ? null : one.toUpperCase();
}

function named(words: readonly string[], { weight = 1, joined = false, ambiguous = false } = {}): Name {
  return { words: [...words], terms: words.map(termOf), weight, joined, ambiguous };
}

/** Of a longer text, only singulars and plurals are looked for: each form of each word costs a look into the index. */
const mostInflected = 8;

function knownForms(names: readonly Name[], library: Vocabulary): Map<string, readonly string[]> {
  const words = names.filter(({ joined, weight }) => !joined && weight === 1).flatMap((name) => name.words);
  const known = words.map((word) => [termOf(word), library.knownForms(beginningOf(word), formsOf(word))] as const);
  return new Map(known.filter(([, forms]) => forms.length > 0));
}

const mostJoined = 4;
/**
 * A word is also written apart when at least this share of papers, compared with those that have the word, write it only
 * apart; fewer are slips, such as "net work". Papers with the word itself do not count, because the index has the parts
 * of "StyleGAN" beside it.
 */
const leastApart = 0.05;

/** Another way to write a name; `joined`: its words mean it only together. */
interface Spelling {
  name: string[];
  joined: boolean;
}

/** The ways in which papers write a word as several. */
export const waysApart = (word: string, library: Vocabulary): string[][] =>
  library.known(splits(plain(word), library), leastApart * library.having(word), word).map((way) => way.split(" "));

/** Whether papers also write a word of a short name as several: "fewshot" as "few-shot". */
export const isWrittenApart = (words: readonly string[], library: Vocabulary): boolean =>
  words.length <= 2 && words.some((word) => waysApart(word, library).length > 0);

/** The name with another way to write its word at a place. */
const withApart = (words: readonly string[], at: number, library: Vocabulary): Spelling[] =>
  waysApart(words[at] ?? "", library).map((way) => ({ name: words.toSpliced(at, 1, ...way), joined: true }));

/** The same name as other papers write it: words joined ("multi modal" → "multimodal"), or a word taken apart ("kmeans" → "k means"). */
function otherSpellings(words: readonly string[], library: Vocabulary): Spelling[] {
  if (words.length > mostJoined) return [];
  const asOne = (at: number, count: number, ways: readonly string[]): Spelling[] =>
    library.known(ways.map(plain), 1).map((way) => ({ name: words.toSpliced(at, count, way), joined: false }));
  return words.flatMap((_, at) => [
    ...(at + 1 < words.length ? asOne(at, 2, [words.slice(at, at + 2).join("")]) : []),
    ...asOne(at, 3, joinedByNumber(words.slice(at, at + 3))),
    ...withApart(words, at, library),
  ]);
}

/** A name and its version: "gpt4", "llama3". */
const withVersion = /^([a-z]{2,})(\d{1,3}[a-z]?)$/;

/** The same name with a blank before its version: papers write "GPT-4" where people type "gpt4". */
const versionsApart = (words: readonly string[], library: Vocabulary): Spelling[] =>
  words.flatMap((word, at) => (withVersion.test(plain(word)) ? withApart(words, at, library) : []));

const numbers: Readonly<Record<string, string>> = { to: "2", for: "4" };

/** "text to sql" → "text2sql", "all for one" → "all4one". */
function joinedByNumber([first, middle, last]: readonly string[]): string[] {
  const number = numbers[middle?.toLowerCase() ?? ""];
  return first && last && number ? [first + number + last] : [];
}

/** A word that stands in most papers, and in so many, is no part of a name: it costs much to look beside it. */
const leastPartIdf = Math.LN2;
const manyHaving = 1_000;

/** The ways to take a word apart: in two, before a version ("gpt4"), or at a digit that stands for "to" or "for". */
function splits(word: string, library: Vocabulary): string[] {
  const [, first, number, last] = /^([a-z]{2,})([24])([a-z]{2,})$/.exec(word) ?? [];
  const spoken = first && last ? [`${first} ${number === "2" ? "to" : "for"} ${last}`] : [];
  const idf = library.idf();
  const isPart = (part: string): boolean =>
    idf(hashTerm(termOf(part))) >= leastPartIdf || library.having(part) < manyHaving;
  const [, name, version] = withVersion.exec(word) ?? [];
  if (name && version) return isPart(name) ? [...spoken, `${name} ${version}`] : spoken;
  // "xray", "tsne": of four letters only the first may stand alone.
  if (word.length === 4) return [...spoken, `${word.slice(0, 1)} ${word.slice(1)}`];
  if (word.length < 4 || word.length > 20) return spoken;
  const inTwo = Array.from({ length: word.length - 2 }, (_, at) => [word.slice(0, at + 1), word.slice(at + 1)]);
  return [...spoken, ...inTwo.filter((parts) => parts.every(isPart)).map((parts) => parts.join(" "))];
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
