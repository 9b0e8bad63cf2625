import { lt, lte } from "drizzle-orm";
import { events } from "../../schema/workspaces.ts";
import type { Connection } from "../connection.ts";
import { change } from "../steps.ts";
import type { Events } from "../../store.ts";

/** Platform events already handled, kept in a database. */
export function eventsIn({ db, write, together }: Connection): Events {
  return {
    async firstSeen(platform, event, at) {
      const added = db.insert(events).values({ platform, event, at }).onConflictDoNothing();
      return (await together(() => change(added))) > 0;
    },
    async firstWithin(platform, event, at, ms) {
      const noted = db
        .insert(events)
        .values({ platform, event, at })
        .onConflictDoUpdate({
          target: [events.platform, events.event],
          set: { at },
          setWhere: lte(events.at, new Date(at.getTime() - ms)),
        });
      return (await write(() => change(noted))) > 0;
    },
    async forget(before) {
      await write(() => change(db.delete(events).where(lt(events.at, before))));
    },
  };
}
