import { and, eq, gt, sql } from "drizzle-orm";
import { parameter } from "../parameter.ts";
import { publicId, rowOf } from "../../../papers/public-id.ts";
import { submissions } from "../../schema/members.ts";
import type { Database } from "../connection.ts";
import type { Submissions } from "../../store.ts";

/** Members' submissions kept in a database. */
export function submissionsIn(db: Database): Submissions {
  const { paperId, member, at, workspaceId } = submissions;
  const inWorkspace = eq(workspaceId, parameter("workspace"));
  const among = sql`${paperId} in (select value from json_each(${parameter("papers")}))`;
  const of = db.select({ paperId, member, at }).from(submissions).where(and(inWorkspace, among)).prepare();
  const later = and(inWorkspace, gt(at, parameter("from")));
  const since = db.select({ paperId }).from(submissions).where(later).prepare();
  return {
    async add(workspaceId, member, paper, at) {
      const row = { workspaceId, member, paperId: rowOf(paper), at };
      return (await db.insert(submissions).values(row).onConflictDoNothing().returning()).length > 0;
    },
    async of(workspace, papers) {
      const rows = of.all({ workspace, papers: JSON.stringify(papers.map(rowOf)) });
      return new Map(
        rows.map(({ paperId, member, at }) => [publicId(paperId), { paper: publicId(paperId), member, at }]),
      );
    },
    async since(workspace, from) {
      const rows = since.all({ workspace, from: from.getTime() });
      return rows.map(({ paperId }) => publicId(paperId));
    },
  };
}
