import { and, eq } from "drizzle-orm";
import { tastes } from "../../schema/workspaces.ts";
import type { Connection } from "../connection.ts";
import { parameter } from "../parameter.ts";
import { change } from "../steps.ts";
import type { TasteOwner, Tastes } from "../../store.ts";

/** The key of a taste's owner: a channel's id, or `@` and a member's. */
export const ownerKey = (owner: TasteOwner): string => ("channel" in owner ? owner.channel : `@${owner.member}`);

/** Decisions about tastes kept in a database. */
export function tastesIn({ db, prepare, write }: Connection): Tastes {
  const { off, forgottenAt, without } = tastes;
  const one = prepare(
    db
      .select({ off, forgottenAt, without })
      .from(tastes)
      .where(and(eq(tastes.workspaceId, parameter("workspace")), eq(tastes.audience, parameter("audience")))),
  );
  return {
    async choices(workspace, owner) {
      const [row] = await one.rows({ workspace, audience: ownerKey(owner) });
      return row ?? { off: false, forgottenAt: null, without: [] };
    },
    async choose(workspaceId, owner, set) {
      const row = { workspaceId, audience: ownerKey(owner), ...set };
      const target = [tastes.workspaceId, tastes.audience];
      await write(() => change(db.insert(tastes).values(row).onConflictDoUpdate({ target, set })));
    },
  };
}
