import { and, eq } from "./drizzle.ts";
import { installations } from "./schema/workspaces.ts";
import type { Database } from "./sqlite.ts";
import type { Installations } from "./store.ts";

/** OAuth installations kept in a database. */
export function installationsIn(db: Database): Installations {
  const where = ({ platform, workspace }: Parameters<Installations["get"]>[0]) =>
    and(eq(installations.platform, platform), eq(installations.workspace, workspace));
  return {
    async put({ platform, workspace }, sealed) {
      await db
        .insert(installations)
        .values({ platform, workspace, sealed })
        .onConflictDoUpdate({ target: [installations.platform, installations.workspace], set: { sealed } });
    },
    async get(ref) {
      const [row] = await db.select().from(installations).where(where(ref));
      return row?.sealed ?? null;
    },
    async remove(ref) {
      await db.delete(installations).where(where(ref));
    },
    async all(platform) {
      const { workspace, sealed } = installations;
      return db.select({ workspace, sealed }).from(installations).where(eq(installations.platform, platform));
    },
  };
}
