import { sql } from "drizzle-orm";
import { submissions } from "../../schema/members.ts";
import { memberNames } from "../../schema/pages.ts";
import { buttonMarks, marks } from "../../schema/votes.ts";
import type { Connection } from "../connection.ts";
import { parameter } from "../parameter.ts";

/** Finds voters and submitters whose name is not known, or was told before an instant. */
export function membersToName({ prepare }: Connection) {
  const workspace = parameter("workspace");
  const of = (table: typeof marks | typeof buttonMarks | typeof submissions) =>
    sql`select member from ${table} where workspace_id = ${workspace} and member is not null`;
  const statement = prepare(sql<{ member: string }>`
    select member from (${of(marks)} union ${of(buttonMarks)} union ${of(submissions)}) acting
    where not exists (select 1 from ${memberNames} where ${memberNames.workspaceId} = ${workspace}
      and ${memberNames.member} = acting.member and ${memberNames.checkedAt} >= ${parameter("toldBefore")})
    order by member limit ${parameter("limit")}`);
  return async (workspaceId: number, toldBefore: Date, limit: number): Promise<string[]> => {
    const rows = await statement.rows({ workspace: workspaceId, toldBefore: toldBefore.getTime(), limit });
    return rows.map(({ member }) => member);
  };
}
