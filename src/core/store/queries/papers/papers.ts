import type { Paper } from "../../../papers/paper.ts";
import { between, desc, eq, gt, inArray, or, sql } from "drizzle-orm";
import { isNumberIn } from "../lists.ts";
import { parameter } from "../parameter.ts";
import { publicId, rowOf } from "../../../papers/public-id.ts";
import { titleHash } from "../../../papers/identity.ts";
import { daysOf, daysStatement, type PaperRow, withDays } from "./rows.ts";
import { paperWrites } from "./writes.ts";
import { listings, mergedPapers, otherNames, papers } from "../../schema/papers.ts";
import type { Connection } from "../connection.ts";
import type { Papers } from "../../store.ts";

/** Papers kept in a database, merged by identity. */
export function papersIn(connection: Connection): Papers {
  const { db, prepare } = connection;
  const days = daysStatement(connection);
  const dated = async (rows: PaperRow[]): Promise<Paper[]> =>
    rows.length === 0 ? [] : withDays(rows, await days.rows(daysOf(rows)));
  const first = async (rows: PaperRow[]): Promise<Paper | null> => (await dated(rows.slice(0, 1)))[0] ?? null;
  const byId = prepare(
    db
      .select()
      .from(papers)
      .where(isNumberIn(connection, papers.id, "papers")),
  );
  const load = async (rows: number[]): Promise<Paper[]> => {
    const found = await dated(await byId.rows({ papers: JSON.stringify(rows) }));
    const byRow = new Map(found.map((paper) => [rowOf(paper.id), paper]));
    return rows.flatMap((row) => byRow.get(row) ?? []);
  };
  const all = prepare(db.select({ count: sql<number>`count(*)` }).from(papers));
  const since = prepare(
    db
      .select({ count: sql<number>`count(*)` })
      .from(papers)
      .where(gt(papers.addedAt, parameter("after"))),
  );
  const added = prepare(
    db
      .select({ id: papers.id })
      .from(papers)
      .where(gt(papers.addedAt, parameter("after")))
      .orderBy(desc(papers.addedAt), desc(papers.id))
      .limit(sql.placeholder("limit")),
  );
  return {
    ...paperWrites(connection),
    async get(id) {
      return (await this.many([id]))[0] ?? null;
    },
    async many(ids) {
      const rows = ids.map(rowOf);
      const found = await load(rows);
      if (found.length === rows.length) return found;
      const moved = await db.select().from(mergedPapers).where(inArray(mergedPapers.oldId, rows));
      const leads = new Map(moved.map(({ oldId, paperId }) => [oldId, paperId]));
      return load([...new Set(rows.map((row) => leads.get(row) ?? row))]);
    },
    async byArxivId(arxivId) {
      return first(await db.select().from(papers).where(eq(papers.arxivId, arxivId)));
    },
    async byDoi(doi) {
      return first(await db.select().from(papers).where(eq(papers.doi, doi)).orderBy(papers.id).limit(1));
    },
    async mostUpvoted(days, limit) {
      const listed = (from: string, until: string) =>
        sql`${papers.id} in (select paper_id from ${listings} where day between ${from} and ${until})`;
      const recent =
        days === null
          ? undefined
          : or(between(papers.publishedAt, days.from, days.until), listed(days.from, days.until));
      const newest = sql`${papers.publishedAt} desc nulls last`;
      const order = [desc(papers.upvotes), newest, desc(papers.id)];
      const rows = await db
        .select({ id: papers.id })
        .from(papers)
        .where(recent)
        .orderBy(...order)
        .limit(limit);
      return rows.map(({ id }) => publicId(id));
    },
    async addedSince(after, limit) {
      const rows = await added.rows({ after: after.getTime(), limit });
      return rows.map(({ id }) => publicId(id));
    },
    async byTitle(title) {
      const name = titleHash(title);
      const formerly = db.select({ id: otherNames.paperId }).from(otherNames).where(eq(otherNames.name, name));
      const is = or(eq(papers.titleHash, name), inArray(papers.id, formerly));
      return first(await db.select().from(papers).where(is).orderBy(papers.id).limit(1));
    },
    async hasReal() {
      const real = await db.select({ id: papers.id }).from(papers).where(eq(papers.sample, false)).limit(1);
      return real.length > 0;
    },
    async count(addedAfter) {
      const counted = addedAfter ? await since.rows({ after: addedAfter.getTime() }) : await all.rows();
      return counted[0]?.count ?? 0;
    },
  };
}
