import { and, desc, eq, gt } from "drizzle-orm";
import { publicId, rowOf } from "../../../papers/public-id.ts";
import { saves } from "../../schema/votes.ts";
import type { Connection } from "../connection.ts";
import { change } from "../steps.ts";
import type { Saves } from "../../store.ts";

/** Members' saved papers kept in a database. */
export function savesIn({ db, write }: Connection): Saves {
  const own = (workspace: number, member: string) => and(eq(saves.workspaceId, workspace), eq(saves.member, member));
  const one = (workspace: number, member: string, paper: string) =>
    and(own(workspace, member), eq(saves.paperId, rowOf(paper)));
  return {
    async add(workspaceId, member, paper, at) {
      const row = { workspaceId, member, paperId: rowOf(paper), at };
      return (await write(() => change(db.insert(saves).values(row).onConflictDoNothing()))) > 0;
    },
    async remove(workspace, member, paper) {
      return (await write(() => change(db.delete(saves).where(one(workspace, member, paper))))) > 0;
    },
    async list(workspace, member, since = null) {
      const newestFirst = [desc(saves.at), desc(saves.paperId)];
      const rows = await db
        .select()
        .from(saves)
        .where(and(own(workspace, member), since ? gt(saves.at, since) : undefined))
        .orderBy(...newestFirst);
      return rows.map(({ paperId }) => publicId(paperId));
    },
    async has(workspace, member, paper) {
      return (
        (
          await db
            .select()
            .from(saves)
            .where(one(workspace, member, paper))
        ).length > 0
      );
    },
  };
}
