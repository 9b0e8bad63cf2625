import { and, eq, gt } from "drizzle-orm";
import { isNumberIn } from "../lists.ts";
import { parameter } from "../parameter.ts";
import { publicId, rowOf } from "../../../papers/public-id.ts";
import { submissions } from "../../schema/members.ts";
import type { Connection } from "../connection.ts";
import { change } from "../steps.ts";
import type { Submissions } from "../../store.ts";

/** Members' submissions kept in a database. */
export function submissionsIn(connection: Connection): Submissions {
  const { db, prepare, write } = connection;
  const { paperId, member, at, workspaceId } = submissions;
  const inWorkspace = eq(workspaceId, parameter("workspace"));
  const among = isNumberIn(connection, paperId, "papers");
  const of = prepare(db.select({ paperId, member, at }).from(submissions).where(and(inWorkspace, among)));
  const later = and(inWorkspace, gt(at, parameter("from")));
  const since = prepare(db.select({ paperId }).from(submissions).where(later));
  return {
    async add(workspaceId, member, paper, at) {
      const row = { workspaceId, member, paperId: rowOf(paper), at };
      return (await write(() => change(db.insert(submissions).values(row).onConflictDoNothing()))) > 0;
    },
    async of(workspace, papers) {
      const rows = await of.rows({ workspace, papers: JSON.stringify(papers.map(rowOf)) });
      return new Map(
        rows.map(({ paperId, member, at }) => [publicId(paperId), { paper: publicId(paperId), member, at }]),
      );
    },
    async since(workspace, from) {
      const rows = await since.rows({ workspace, from: from.getTime() });
      return rows.map(({ paperId }) => publicId(paperId));
    },
  };
}
