import type { Message } from "../../../messages/message.ts";
import { and, eq, sql } from "drizzle-orm";
import { deliveries, deliveryParts } from "../../schema/deliveries.ts";
import { submissions } from "../../schema/members.ts";
import { subscriptions } from "../../schema/subscriptions.ts";
import { buttonMarks, marks, posts, saves } from "../../schema/votes.ts";
import { searches, workspaces } from "../../schema/workspaces.ts";
import type { Database } from "../connection.ts";

/** Deletes what a member did and takes their name from what stays; runs inside a batch. The papers they voted for. */
export function eraseMember(db: Database, workspace: number, member: string): number[] {
  const voted = eraseVotes(db, workspace, member);
  for (const table of [saves, searches]) {
    db.delete(table)
      .where(and(eq(table.workspaceId, workspace), eq(table.member, member)))
      .run();
  }
  const submitted = and(eq(submissions.workspaceId, workspace), eq(submissions.member, member));
  db.update(submissions).set({ member: null }).where(submitted).run();
  db.update(workspaces)
    .set({ installer: null })
    .where(and(eq(workspaces.id, workspace), eq(workspaces.installer, member)))
    .run();
  eraseSubscriptions(db, workspace, member);
  eraseMentions(db, workspace, member);
  return voted;
}

function eraseVotes(db: Database, workspace: number, member: string): number[] {
  const reacted = and(eq(marks.workspaceId, workspace), eq(marks.member, member));
  const pressed = and(eq(buttonMarks.workspaceId, workspace), eq(buttonMarks.member, member));
  const gone = [
    ...db.delete(marks).where(reacted).returning({ paper: marks.paperId }).all(),
    ...db.delete(buttonMarks).where(pressed).returning({ paper: buttonMarks.paperId }).all(),
  ];
  return [...new Set(gone.map(({ paper }) => paper))];
}

/** What they set up for a channel stays without their name; what was for themselves alone ends, and nothing of it stays readable. */
function eraseSubscriptions(db: Database, workspace: number, member: string): void {
  const theirs = and(eq(subscriptions.workspaceId, workspace), eq(subscriptions.madeBy, member));
  const own = db
    .select()
    .from(subscriptions)
    .where(and(theirs, eq(subscriptions.dm, true)))
    .all();
  for (const { id, channel, endedAt } of own) {
    db.delete(deliveries).where(eq(deliveries.subscriptionId, id)).run();
    db.delete(posts)
      .where(and(eq(posts.workspaceId, workspace), eq(posts.channel, channel)))
      .run();
    db.update(subscriptions)
      .set({ channel: "", topics: [], exclude: [], endedAt: endedAt ?? new Date(0) })
      .where(eq(subscriptions.id, id))
      .run();
  }
  db.update(subscriptions).set({ madeBy: null }).where(theirs).run();
}

/** Messages that name them say "a former member" instead. */
function eraseMentions(db: Database, workspace: number, member: string): void {
  const naming = JSON.stringify({ member }).slice(1, -1);
  const drawn = and(eq(posts.workspaceId, workspace), sql`instr(${posts.drawn}, ${naming}) > 0`);
  for (const post of db.select().from(posts).where(drawn).all()) {
    db.update(posts)
      .set({ drawn: unnamed(post.drawn, member) })
      .where(eq(posts.id, post.id))
      .run();
  }
  const parts = db
    .select({ id: deliveryParts.id, message: deliveryParts.message })
    .from(deliveryParts)
    .innerJoin(deliveries, eq(deliveries.id, deliveryParts.deliveryId))
    .innerJoin(subscriptions, eq(subscriptions.id, deliveries.subscriptionId))
    .where(and(eq(subscriptions.workspaceId, workspace), sql`instr(${deliveryParts.message}, ${naming}) > 0`))
    .all();
  for (const { id, message } of parts) {
    db.update(deliveryParts)
      .set({ message: unnamed(message, member) })
      .where(eq(deliveryParts.id, id))
      .run();
  }
}

const unnamed = (message: Message, member: string): Message =>
  JSON.parse(JSON.stringify(message), (_, value: unknown) =>
    typeof value === "object" && value !== null && "member" in value && value.member === member
      ? { text: "a former member" }
      : value,
  ) as Message;
