import { and, eq } from "drizzle-orm";
import { replies } from "../../schema/workspaces.ts";
import type { Connection } from "../connection.ts";
import { first } from "../steps.ts";
import type { Replies } from "../../store.ts";

/** Pages of lists behind buttons, kept in a database. */
export function repliesIn({ db, write }: Connection): Replies {
  return {
    async keep(workspaceId, member, reply, keptAt) {
      const kept = db
        .insert(replies)
        .values({ workspaceId, member, ...reply, keptAt })
        .returning({ id: replies.id });
      const row = await write(() => first(kept));
      if (!row) throw new Error("a stored reply got no id");
      return `r${row.id}`;
    },
    async get(workspace, id) {
      const row = Number(/^r(\d{1,15})$/.exec(id)?.[1] ?? 0);
      const where = and(eq(replies.workspaceId, workspace), eq(replies.id, row));
      const [found] = await db.select({ call: replies.call, page: replies.page }).from(replies).where(where);
      return found ?? null;
    },
  };
}
