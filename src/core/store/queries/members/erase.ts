import type { Message } from "../../../messages/message.ts";
import { and, type Column, eq, inArray, ne, sql } from "drizzle-orm";
import { deliveries, deliveryParts } from "../../schema/deliveries.ts";
import { mailAddresses, submissions } from "../../schema/members.ts";
import { memberNames } from "../../schema/pages.ts";
import { subscriptions } from "../../schema/subscriptions.ts";
import { buttonMarks, marks, posts, saves, takenBack } from "../../schema/votes.ts";
import { firstTimes, replies, searches, tastes, workspaces } from "../../schema/workspaces.ts";
import type { Connection, Database } from "../connection.ts";
import { forgetUnusedTopics } from "../retention.ts";
import { change, rows, type Steps } from "../steps.ts";
import { isOwed } from "./owed-notices.ts";
import { ownerKey } from "./tastes.ts";

/** Deletes what a member did and takes their name from what stays; runs inside a batch. The papers they voted for. */
export function* eraseMember(connection: Connection, workspace: number, member: string): Steps<number[]> {
  const { db } = connection;
  yield* eraseTypedWords(db, workspace, member);
  const voted = yield* eraseVotes(db, workspace, member);
  for (const table of [saves, searches, memberNames, mailAddresses]) {
    yield* change(db.delete(table).where(and(eq(table.workspaceId, workspace), eq(table.member, member))));
  }
  yield* change(db.delete(firstTimes).where(isOwed(workspace, member)));
  const taste = and(eq(tastes.workspaceId, workspace), eq(tastes.audience, ownerKey({ member })));
  yield* change(db.delete(tastes).where(taste));
  const submitted = and(eq(submissions.workspaceId, workspace), eq(submissions.member, member));
  yield* change(db.update(submissions).set({ member: null }).where(submitted));
  const installed = and(eq(workspaces.id, workspace), eq(workspaces.installer, member));
  yield* change(db.update(workspaces).set({ installer: null }).where(installed));
  yield* eraseSubscriptions(db, workspace, member);
  yield* eraseMentions(db, workspace, member);
  yield* forgetUnusedTopics(db, connection);
  return voted;
}

/** Lists keep what was typed and found: theirs are erased, and others' with words that they searched for. */
function* eraseTypedWords(db: Database, workspace: number, member: string): Steps<void> {
  const theirs = and(eq(searches.workspaceId, workspace), eq(searches.member, member));
  yield* change(db.delete(replies).where(and(eq(replies.workspaceId, workspace), eq(replies.member, member))));
  for (const { query } of yield* rows(db.select().from(searches).where(theirs))) {
    const typed = JSON.stringify(query).slice(1, -1);
    yield* change(db.delete(replies).where(and(eq(replies.workspaceId, workspace), has(replies.call, typed))));
  }
}

function* eraseVotes(db: Database, workspace: number, member: string): Steps<number[]> {
  const reacted = and(eq(marks.workspaceId, workspace), eq(marks.member, member));
  const pressed = and(eq(buttonMarks.workspaceId, workspace), eq(buttonMarks.member, member));
  const its = db.select({ id: posts.id }).from(posts).where(eq(posts.workspaceId, workspace));
  yield* change(db.delete(takenBack).where(and(eq(takenBack.member, member), inArray(takenBack.postId, its))));
  const gone = [
    ...(yield* rows(db.delete(marks).where(reacted).returning({ paper: marks.paperId }))),
    ...(yield* rows(db.delete(buttonMarks).where(pressed).returning({ paper: buttonMarks.paperId }))),
  ];
  return [...new Set(gone.map(({ paper }) => paper))];
}

/** What they set up for a channel stays without their name; what was for themselves alone ends, and nothing of it stays readable. */
function* eraseSubscriptions(db: Database, workspace: number, member: string): Steps<void> {
  const theirs = and(eq(subscriptions.workspaceId, workspace), eq(subscriptions.madeBy, member));
  const own = and(theirs, ne(subscriptions.to, "here"));
  for (const { id, channel, endedAt } of yield* rows(db.select().from(subscriptions).where(own))) {
    yield* change(db.delete(deliveries).where(eq(deliveries.subscriptionId, id)));
    yield* change(db.delete(posts).where(and(eq(posts.workspaceId, workspace), eq(posts.channel, channel))));
    const nothing = { channel: "", topics: [], exclude: [], like: [], endedAt: endedAt ?? new Date(0) };
    yield* change(db.update(subscriptions).set(nothing).where(eq(subscriptions.id, id)));
  }
  yield* change(db.update(subscriptions).set({ madeBy: null }).where(theirs));
}

/** Messages that name them say "a former member" instead. */
function* eraseMentions(db: Database, workspace: number, member: string): Steps<void> {
  const naming = JSON.stringify({ member }).slice(1, -1);
  const drawn = and(eq(posts.workspaceId, workspace), has(posts.drawn, naming));
  for (const post of yield* rows(db.select().from(posts).where(drawn))) {
    const set = { drawn: unnamed(post.drawn, member) };
    yield* change(db.update(posts).set(set).where(eq(posts.id, post.id)));
  }
  const parts = db
    .select({ id: deliveryParts.id, message: deliveryParts.message })
    .from(deliveryParts)
    .innerJoin(deliveries, eq(deliveries.id, deliveryParts.deliveryId))
    .innerJoin(subscriptions, eq(subscriptions.id, deliveries.subscriptionId))
    .where(and(eq(subscriptions.workspaceId, workspace), has(deliveryParts.message, naming)));
  for (const { id, message } of yield* rows(parts)) {
    const set = { message: unnamed(message, member) };
    yield* change(db.update(deliveryParts).set(set).where(eq(deliveryParts.id, id)));
  }
}

/** Whether a text holds another. */
const has = (column: Column, text: string) => sql`replace(${column}, ${text}, '') <> ${column}`;

const unnamed = (message: Message, member: string): Message =>
  JSON.parse(JSON.stringify(message), (_, value: unknown) =>
    typeof value === "object" && value !== null && "member" in value && value.member === member
      ? { text: "a former member" }
      : value,
  ) as Message;
