import { and, desc, eq, lt, sql } from "drizzle-orm";
import { events, replies, searches } from "../../schema/workspaces.ts";
import type { Database } from "../connection.ts";
import type { Events, Replies, Searches } from "../../store.ts";

/** Command calls behind buttons, kept in a database. */
export function repliesIn(db: Database): Replies {
  return {
    async keep(workspaceId, call, offset, keptAt) {
      const target = [replies.workspaceId, replies.call, replies.offset];
      const [row] = await db
        .insert(replies)
        .values({ workspaceId, call, offset, keptAt })
        .onConflictDoUpdate({ target, set: { keptAt } })
        .returning({ id: replies.id });
      if (!row) throw new Error("a stored reply got no id");
      return `r${row.id}`;
    },
    async get(workspace, id) {
      const row = Number(/^r(\d{1,15})$/.exec(id)?.[1] ?? 0);
      const where = and(eq(replies.workspaceId, workspace), eq(replies.id, row));
      const [found] = await db.select({ call: replies.call, offset: replies.offset }).from(replies).where(where);
      return found ?? null;
    },
  };
}

/** Platform events already handled, kept in a database. */
export function eventsIn(db: Database): Events {
  return {
    async firstSeen(platform, event, at) {
      return (await db.insert(events).values({ platform, event, at }).onConflictDoNothing().returning()).length > 0;
    },
    async forget(before) {
      await db.delete(events).where(lt(events.at, before));
    },
  };
}

/** Members' own searches, kept in a database. */
export function searchesIn(db: Database): Searches {
  return {
    async remember(workspaceId, member, query, at) {
      const target = [searches.workspaceId, searches.member, searches.query];
      await db.insert(searches).values({ workspaceId, member, query, at }).onConflictDoUpdate({ target, set: { at } });
    },
    async of(workspace, member, typed, limit) {
      const own = and(eq(searches.workspaceId, workspace), eq(searches.member, member));
      const starts = sql`lower(substr(${searches.query}, 1, ${typed.length})) = lower(${typed})`;
      const rows = await db.select().from(searches).where(and(own, starts)).orderBy(desc(searches.at)).limit(limit);
      return rows.map(({ query }) => query);
    },
  };
}
