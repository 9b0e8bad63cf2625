import { lt } from "drizzle-orm";
import { events } from "../../schema/workspaces.ts";
import type { Connection } from "../connection.ts";
import type { Events } from "../../store.ts";

/** Platform events already handled, kept in a database. */
export function eventsIn({ db }: Connection): Events {
  return {
    async firstSeen(platform, event, at) {
      return (await db.insert(events).values({ platform, event, at }).onConflictDoNothing().returning()).length > 0;
    },
    async forget(before) {
      await db.delete(events).where(lt(events.at, before));
    },
  };
}
