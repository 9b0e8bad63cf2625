import { and, eq, gt, inArray } from "./drizzle.ts";
import { publicId, rowOf } from "./ids.ts";
import { submissions } from "./schema/members.ts";
import type { Database } from "./sqlite.ts";
import type { Submissions } from "./store.ts";

/** Members' submissions kept in a database. */
export function submissionsIn(db: Database): Submissions {
  return {
    async add(workspaceId, member, paper, at) {
      const row = { workspaceId, member, paperId: rowOf(paper), at };
      return (await db.insert(submissions).values(row).onConflictDoNothing().returning()).length > 0;
    },
    async of(workspace, papers) {
      const where = and(eq(submissions.workspaceId, workspace), inArray(submissions.paperId, papers.map(rowOf)));
      const rows = await db.select().from(submissions).where(where);
      return new Map(
        rows.map(({ paperId, member, at }) => [publicId(paperId), { paper: publicId(paperId), member, at }]),
      );
    },
    async since(workspace, from) {
      const where = and(eq(submissions.workspaceId, workspace), gt(submissions.at, from));
      const rows = await db.select({ paperId: submissions.paperId }).from(submissions).where(where);
      return rows.map(({ paperId }) => publicId(paperId));
    },
  };
}
