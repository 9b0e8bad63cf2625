import type { PaperText } from "./paper-terms.ts";
import { plain, wordsOf } from "./terms.ts";

/** Whether one of a paper's authors has this name: every word of it, in any order; a single letter is an initial. */
export function authorOf({ authors }: PaperText, name: readonly string[]): string | null {
  const wanted = name.map(plain);
  return authors.find((author) => hasWords(wordsOf(author).map(plain), wanted)) ?? null;
}

function hasWords(words: readonly string[], wanted: readonly string[]): boolean {
  return wanted.every((one) =>
    words.some((word) => (one.length === 1 || word.length === 1 ? word[0] === one[0] : word === one)),
  );
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
