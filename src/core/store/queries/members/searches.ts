import { and, desc, eq, sql } from "drizzle-orm";
import { searches } from "../../schema/workspaces.ts";
import type { Connection } from "../connection.ts";
import { change } from "../steps.ts";
import type { Searches } from "../../store.ts";

/** No platform proposes more; an index of PostgreSQL could not hold a text of any length. */
const longestKept = 100;

/** Members' own searches, kept in a database. */
export function searchesIn({ db, write }: Connection): Searches {
  return {
    async remember(workspaceId, member, typed, at) {
      const query = typed.slice(0, longestKept);
      const target = [searches.workspaceId, searches.member, searches.query];
      const row = { workspaceId, member, query, at };
      await write(() => change(db.insert(searches).values(row).onConflictDoUpdate({ target, set: { at } })));
    },
    async of(workspace, member, typed, limit) {
      const own = and(eq(searches.workspaceId, workspace), eq(searches.member, member));
      // The database lowers no more than ASCII, and counts characters.
      const start = typed.replace(/[A-Z]+/g, (letters) => letters.toLowerCase());
      const starts = sql`lower(substr(${searches.query}, 1, ${[...start].length})) = ${start}`;
      const rows = await db.select().from(searches).where(and(own, starts)).orderBy(desc(searches.at)).limit(limit);
      return rows.map(({ query }) => query);
    },
  };
}
