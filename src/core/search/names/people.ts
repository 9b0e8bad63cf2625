import type { PaperText } from "../paper-terms.ts";
import { nameParts, plain, wordsOf } from "../terms.ts";

/** An Irish name without its apostrophe: "obrien". */
const irish = /^(o)(\p{L}{4,})$/iu;

/** The ways to write the words of a name: as typed, with two of them as one ("Le Cun" and "LeCun"), and "obrien" as "o brien". */
export function waysToWrite(name: readonly string[]): (readonly string[])[] {
  const apart = name.flatMap((word) => nameParts(word)[0]?.split(" ") ?? [word]);
  const joined = name
    .slice(1)
    .map((word, at) => [...name.slice(0, at), (name[at] ?? "") + word, ...name.slice(at + 2)]);
  const withoutApostrophe = name.flatMap((word) => irish.exec(word)?.slice(1) ?? [word]);
  return [name, ...[apart, withoutApostrophe].filter((way) => way.length > name.length), ...joined];
}

/** A word without the e that some write for an umlaut: "muller" for "mueller". */
export const withoutUmlautE = (word: string): string => plain(word).replace(/([aou])e/g, "$1");

/** Whether one of a paper's authors has this name: every word of it, in any order; a single letter is an initial. */
export function authorOf({ authors }: PaperText, name: readonly string[]): string | null {
  const ways = waysToWrite(name).map((words) => words.map(plain));
  return authors.find((author) => hasOneOf(wordsOfName(author), ways)) ?? null;
}

const umlauts: Record<string, string> = { ä: "ae", ö: "oe", ü: "ue", ø: "oe", å: "aa" };

const umlaut = /[äöüøå]/g;

/** The words of an author's name, each as the index has it and with umlauts as two letters. */
const wordsOfName = (author: string): string[][] =>
  wordsOf(author).map((word) => {
    const spelled = word.toLowerCase().replace(umlaut, (letter) => umlauts[letter] ?? letter);
    return spelled === word.toLowerCase() ? [plain(word)] : [plain(word), plain(spelled)];
  });

const hasOneOf = (words: readonly string[][], ways: readonly string[][]): boolean =>
  ways.some((wanted) => hasWords(words, wanted));

function hasWords(words: readonly string[][], wanted: readonly string[]): boolean {
  return wanted.every((one) =>
    words.some((ways) =>
      ways.some((word) => (one.length === 1 || word.length === 1 ? word[0] === one[0] : word === one)),
    ),
  );
}

const asName = /^\p{Lu}\P{Lu}*\p{Ll}\P{Lu}*$/u;

/** Whether words typed without quotes are this author's name: in order, or in any order where each is written as a name. */
export function isNameOf(author: string, typed: readonly string[]): boolean {
  const words = wordsOfName(author);
  const ways = waysToWrite(typed).map((way) => way.map(plain));
  if (ways.some((wanted) => hasInOrder(words, wanted))) return true;
  const wanted = typed.map(plain);
  return typed.every((word) => asName.test(word)) && wanted.every((one) => words.flat().includes(one));
}

function hasInOrder(words: readonly string[][], wanted: readonly string[]): boolean {
  let at = 0;
  for (const ways of words) {
    const one = wanted[at];
    if (one !== undefined && ways.some((word) => word === one || (one.length === 1 && word.startsWith(one)))) at++;
  }
  return at === wanted.length;
}

/** Papers of people with one name, and how many people these seem to be: papers that share another author are of one person. */
export function countPeople(papers: readonly PaperText[], name: readonly string[]): number {
  const groups: Set<string>[] = [];
  for (const paper of papers) {
    const author = authorOf(paper, name);
    if (author === null) continue;
    const own = plainName(author);
    // Different spellings are different people; the same spelling is one person where a co-author returns.
    const marks = new Set(
      paper.authors.filter((other) => other !== author).map((other) => `${own}\t${plainName(other)}`),
    );
    const joined = groups.filter((group) => [...marks].some((mark) => group.has(mark)));
    for (const group of joined) {
      for (const mark of group) marks.add(mark);
      groups.splice(groups.indexOf(group), 1);
    }
    groups.push(marks);
  }
  return groups.length;
}

const plainName = (author: string): string => wordsOf(author).map(plain).join(" ");
