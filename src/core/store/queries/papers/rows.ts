import { deflateRawSync, inflateRawSync } from "node:zlib";
import { isSameList } from "../../../papers/merge.ts";
import type { Paper, PaperFacts } from "../../../papers/paper.ts";
import { publicId } from "../../../papers/public-id.ts";
import { listings, type papers } from "../../schema/papers.ts";
import type { Connection } from "../connection.ts";
import { isNumberIn } from "../lists.ts";

/** A row of the papers table. */
export type PaperRow = typeof papers.$inferSelect;

/** A row and its days as the paper it keeps. */
export function paperOf({ id, titleHash: _, abstractSource, ...rest }: PaperRow, listedOn: string[]): Paper {
  return { ...rest, abstractSource: unpacked(abstractSource, rest.abstract), id: publicId(id), listedOn };
}

/** Reads the days of papers. */
export const daysStatement = (connection: Connection) =>
  connection.prepare(
    connection.db
      .select()
      .from(listings)
      .where(isNumberIn(connection, listings.paperId, "papers"))
      .orderBy(listings.day),
  );

/** What `daysStatement` is given. */
export const daysOf = (rows: readonly PaperRow[]) => ({ papers: JSON.stringify(rows.map(({ id }) => id)) });

/** Rows, in their order, as the papers they keep. */
export function withDays(rows: readonly PaperRow[], days: readonly (typeof listings.$inferSelect)[]): Paper[] {
  const byPaper = Map.groupBy(days, ({ paperId }) => paperId);
  return rows.map((row) => paperOf(row, byPaper.get(row.id)?.map(({ day }) => day) ?? []));
}

/** Facts as the columns that keep them; `titleHash` is the first of their names, and the days have a table of their own. */
export function columnsOf(facts: PaperFacts, [titleHash = 0]: readonly number[]) {
  const abstractSource = packed(facts.abstractSource, facts.abstract);
  // Drizzle writes nothing for what is undefined.
  return { ...facts, listedOn: undefined, titleHash, abstractSource };
}

function packed(source: string | null, abstract: string): Buffer | null {
  return source === null ? null : deflateRawSync(source, { dictionary: dictionary(abstract) });
}

function unpacked(source: Buffer | null, abstract: string): string | null {
  return source === null ? null : inflateRawSync(source, { dictionary: dictionary(abstract) }).toString();
}

/** The end of the text is what the algorithm still sees of a long dictionary. */
const dictionary = (abstract: string) => Buffer.from(abstract === "" ? " " : abstract).subarray(-32_768);

/** The facts of a paper, without what the library adds. */
export function factsOf({ id: _id, addedAt: _addedAt, sample: _sample, ...facts }: Paper): PaperFacts {
  return facts;
}

/** The facts in which two papers differ. */
export function changes(a: PaperFacts, b: PaperFacts): (keyof PaperFacts)[] {
  return (Object.keys(a) as (keyof PaperFacts)[]).filter((key) => {
    const [x, y] = [a[key], b[key]];
    return Array.isArray(x) && Array.isArray(y) ? !isSameList(x, y) : x !== y;
  });
}
