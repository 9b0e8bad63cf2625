import type { Paper } from "../../../papers/paper.ts";
import { desc, eq, gte, gt, inArray, or, sql } from "drizzle-orm";
import { parameter } from "../parameter.ts";
import { publicId, rowOf } from "../../../papers/public-id.ts";
import { titleHash } from "../../../papers/identity.ts";
import { type PaperRow, withDays } from "./rows.ts";
import { paperWrites } from "./writes.ts";
import { listings, mergedPapers, otherNames, papers } from "../../schema/papers.ts";
import type { Connection } from "../connection.ts";
import type { Papers } from "../../store.ts";

/** Papers kept in a database, merged by identity. */
export function papersIn(connection: Connection): Papers {
  const { db } = connection;
  const first = (rows: PaperRow[]): Paper | null => withDays(db, rows.slice(0, 1))[0] ?? null;
  const load = (rows: number[]): Paper[] => {
    const found = db.select().from(papers).where(inArray(papers.id, rows)).all();
    const byRow = new Map(withDays(db, found).map((paper) => [rowOf(paper.id), paper]));
    return rows.flatMap((row) => byRow.get(row) ?? []);
  };
  const count = sql<number>`count(*)`;
  const since = db
    .select({ count })
    .from(papers)
    .where(gt(papers.addedAt, parameter("after")))
    .prepare();
  return {
    ...paperWrites(connection),
    async get(id) {
      return (await this.many([id]))[0] ?? null;
    },
    async many(ids) {
      const rows = ids.map(rowOf);
      const found = load(rows);
      if (found.length === rows.length) return found;
      const moved = await db.select().from(mergedPapers).where(inArray(mergedPapers.oldId, rows));
      const leads = new Map(moved.map(({ oldId, paperId }) => [oldId, paperId]));
      return load([...new Set(rows.map((row) => leads.get(row) ?? row))]);
    },
    async byArxivId(arxivId) {
      return first(await db.select().from(papers).where(eq(papers.arxivId, arxivId)));
    },
    async mostUpvoted(since, limit) {
      const listed = sql`${papers.id} in (select paper_id from ${listings} where day >= ${since})`;
      const recent = since === null ? undefined : or(gte(papers.publishedAt, since), listed);
      const order = [desc(papers.upvotes), desc(papers.publishedAt), desc(papers.id)];
      const rows = await db
        .select({ id: papers.id })
        .from(papers)
        .where(recent)
        .orderBy(...order)
        .limit(limit);
      return rows.map(({ id }) => publicId(id));
    },
    async byTitle(title) {
      const name = titleHash(title);
      const formerly = db.select({ id: otherNames.paperId }).from(otherNames).where(eq(otherNames.name, name));
      const is = or(eq(papers.titleHash, name), inArray(papers.id, formerly));
      return first(await db.select().from(papers).where(is).orderBy(papers.id).limit(1));
    },
    count: async (addedAfter) => {
      const counted = addedAfter ? since.get({ after: addedAfter.getTime() }) : db.select({ count }).from(papers).get();
      return counted?.count ?? 0;
    },
  };
}
