import type { Paper, PaperFacts } from "../papers/paper.ts";
import { publicId } from "./ids.ts";
import type { papers } from "./schema/papers.ts";

/** A row of the papers table. */
export type PaperRow = typeof papers.$inferSelect;

/** A row and its days as the paper it keeps. */
export function paperOf({ id, addedAt, sample, titleHash: _, ...facts }: PaperRow, listedOn: string[]): Paper {
  return { ...facts, id: publicId(id), addedAt, sample, listedOn };
}

/** The facts of a paper, without what the library adds. */
export function factsOf({ id: _id, addedAt: _addedAt, sample: _sample, ...facts }: Paper): PaperFacts {
  return facts;
}

const sameList = (a: readonly string[], b: readonly string[]) =>
  a.length === b.length && a.every((value, index) => value === b[index]);

/** The facts in which two papers differ. */
export function changes(a: PaperFacts, b: PaperFacts): (keyof PaperFacts)[] {
  return (Object.keys(a) as (keyof PaperFacts)[]).filter((key) => {
    const [x, y] = [a[key], b[key]];
    return Array.isArray(x) && Array.isArray(y) ? !sameList(x, y) : x !== y;
  });
}
