import { createHmac, randomBytes } from "node:crypto";
import { eraseMember } from "./erase.ts";
import { owedNoticesIn } from "./owed-notices.ts";
import { and, eq, isNull, lt, max, sql } from "drizzle-orm";
import { publicId } from "../../../papers/public-id.ts";
import { erasures, mailAddresses, submissions } from "../../schema/members.ts";
import { subscriptions } from "../../schema/subscriptions.ts";
import { buttonMarks, marks, posts, saves } from "../../schema/votes.ts";
import { searches, workspaces } from "../../schema/workspaces.ts";
import type { Connection, Database } from "../connection.ts";
import { isRoundup } from "../deliveries/subscription-conditions.ts";
import { change } from "../steps.ts";
import type { MemberData, Members } from "../../store.ts";

/** What is kept about members, in a database. */
export function membersIn(connection: Connection): Members {
  const { db, atomically, write, scrub, each } = connection;
  return {
    ...owedNoticesIn(connection),
    data: (workspace, member) => dataOf(db, workspace, member),
    async usedLast(platform, member, among) {
      const listed = sql`${workspaces.workspace} in (select value from ${each(sql`${JSON.stringify(among)}`, "listed")})`;
      const lastIn = (table: typeof searches | typeof saves | typeof buttonMarks) =>
        db
          .select({ workspace: workspaces.workspace, at: max(table.at) })
          .from(workspaces)
          .innerJoin(table, and(eq(table.workspaceId, workspaces.id), eq(table.member, member)))
          .where(and(eq(workspaces.platform, platform), listed))
          .groupBy(workspaces.workspace);
      const uses = [...(await lastIn(searches)), ...(await lastIn(saves)), ...(await lastIn(buttonMarks))];
      const newestFirst = uses.toSorted((a, b) => Number(b.at) - Number(a.at));
      return [...new Set(newestFirst.map(({ workspace }) => workspace))];
    },
    async erase(workspaceId, member, at) {
      const key = randomBytes(32).toString("base64");
      const erasure = { workspaceId, key, hash: hashed(member, key), at };
      const voted = await atomically(function* () {
        const papers = yield* eraseMember(connection, workspaceId, member);
        yield* change(db.insert(erasures).values(erasure));
        return papers.map(publicId);
      });
      await scrub();
      return voted;
    },
    async erased(workspace, members) {
      const rows = await db.select().from(erasures).where(eq(erasures.workspaceId, workspace)).orderBy(erasures.at);
      const found = rows.flatMap(({ key, hash, at }) =>
        members.filter((member) => hashed(member, key) === hash).map((member) => [member, at] as const),
      );
      return new Map(found);
    },
    async forgetErasures(before) {
      await write(() => change(db.delete(erasures).where(lt(erasures.at, before))));
    },
  };
}

const hashed = (member: string, key: string): string => createHmac("sha256", key).update(member).digest("base64");

async function dataOf(db: Database, workspace: number, member: string): Promise<MemberData> {
  const theirs = <
    Table extends
      typeof marks | typeof buttonMarks | typeof saves | typeof submissions | typeof searches | typeof mailAddresses,
  >(
    table: Table,
  ) => and(eq(table.workspaceId, workspace), eq(table.member, member));
  const reactions = await db
    .select({ paperId: marks.paperId, at: marks.at, how: marks.emoji, channel: posts.channel })
    .from(marks)
    .innerJoin(posts, eq(posts.id, marks.postId))
    .where(theirs(marks));
  const pressed = await db.select().from(buttonMarks).where(theirs(buttonMarks));
  const made = and(
    eq(subscriptions.workspaceId, workspace),
    eq(subscriptions.madeBy, member),
    isNull(subscriptions.endedAt),
    isRoundup,
  );
  const [mail] = await db.select().from(mailAddresses).where(theirs(mailAddresses));
  const installs = and(eq(workspaces.id, workspace), eq(workspaces.installer, member));
  return {
    votes: [
      ...reactions.map(({ paperId, ...mark }) => ({ paper: publicId(paperId), ...mark })),
      ...pressed.map(({ paperId, at }) => ({ paper: publicId(paperId), at, how: "button", channel: null })),
    ],
    saved: (await db.select().from(saves).where(theirs(saves))).map(dated),
    submitted: (await db.select().from(submissions).where(theirs(submissions))).map(dated),
    searches: (await db.select().from(searches).where(theirs(searches))).map(({ query, at }) => ({ query, at })),
    subscriptions: (await db.select().from(subscriptions).where(made)).map(({ number }) => number),
    installedTheBot: (await db.select().from(workspaces).where(installs)).length > 0,
    email: mail?.address ?? mail?.pending ?? null,
  };
}

const dated = ({ paperId, at }: { paperId: number; at: Date }) => ({ paper: publicId(paperId), at });
