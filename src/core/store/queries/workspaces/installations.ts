import type { WorkspaceRef } from "../../../platform.ts";
import type { SQL as Sql } from "drizzle-orm";
import { and, eq } from "drizzle-orm";
import { parameter } from "../parameter.ts";
import { installations, workspaces } from "../../schema/workspaces.ts";
import type { Connection } from "../connection.ts";
import { change } from "../steps.ts";
import type { Installations } from "../../store.ts";

type Named = Record<"platform" | "workspace", Sql>;

/** The installation of a workspace, as a condition. */
export const isInstallation = ({ platform, workspace }: Pick<WorkspaceRef, "platform" | "workspace"> | Named) =>
  and(eq(installations.platform, platform), eq(installations.workspace, workspace));

/** OAuth installations kept in a database. */
export function installationsIn({ db, prepare, together, write }: Connection): Installations {
  const one = prepare(
    db
      .select()
      .from(installations)
      .where(isInstallation({ platform: parameter("platform"), workspace: parameter("workspace") })),
  );
  return {
    async put({ platform, workspace }, sealed) {
      // Installed again before it was erased: it stays.
      const same = and(eq(workspaces.platform, platform), eq(workspaces.workspace, workspace));
      const target = [installations.platform, installations.workspace];
      const installed = db
        .insert(installations)
        .values({ platform, workspace, sealed })
        .onConflictDoUpdate({ target, set: { sealed } });
      await together(function* () {
        yield* change(db.update(workspaces).set({ leftAt: null }).where(same));
        yield* change(installed);
      });
    },
    get: async ({ platform, workspace }) => (await one.rows({ platform, workspace }))[0]?.sealed ?? null,
    async remove(ref) {
      await write(() => change(db.delete(installations).where(isInstallation(ref))));
    },
    async all(platform) {
      const { workspace, sealed } = installations;
      return db.select({ workspace, sealed }).from(installations).where(eq(installations.platform, platform));
    },
  };
}
