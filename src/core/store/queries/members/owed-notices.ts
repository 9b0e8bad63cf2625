import { and, eq } from "drizzle-orm";
import { firstTimes } from "../../schema/workspaces.ts";
import type { Members } from "../../member.ts";
import type { Connection } from "../connection.ts";
import { change } from "../steps.ts";

/** The row that says that a member is owed a notice. */
export const isOwed = (workspace: number, member: string) =>
  and(eq(firstTimes.workspaceId, workspace), eq(firstTimes.what, `owed:${member}`));

/** Which members are owed a notice, kept in a database. */
export const owedNoticesIn = ({ db, write }: Connection): Pick<Members, "oweNotice" | "takeOwedNotice"> => ({
  async oweNotice(workspaceId, member) {
    const owed = db.insert(firstTimes).values({ workspaceId, what: `owed:${member}` });
    await write(() => change(owed.onConflictDoNothing()));
  },
  async takeOwedNotice(workspace, member) {
    const its = isOwed(workspace, member);
    // Few members are owed a notice. Reading first is cheap, because a read does not wait for other writers.
    const [owed] = await db.select().from(firstTimes).where(its);
    return owed !== undefined && (await write(() => change(db.delete(firstTimes).where(its)))) > 0;
  },
});
