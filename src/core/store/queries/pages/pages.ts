import { and, desc, eq, exists, inArray, isNull, notExists, sql } from "drizzle-orm";
import type { PageChannel, Pages } from "../../page.ts";
import { deliveries, deliveryParts } from "../../schema/deliveries.ts";
import { memberNames, pageChannels, pagePosts, pages } from "../../schema/pages.ts";
import { subscriptions } from "../../schema/subscriptions.ts";
import { postPapers, posts } from "../../schema/votes.ts";
import { workspaces } from "../../schema/workspaces.ts";
import type { Connection, Database } from "../connection.ts";
import { change } from "../steps.ts";
import { membersToName } from "./members-to-name.ts";

/** Workspaces' pages, and what is known for them from the platforms, kept in a database. */
export function pagesIn(connection: Connection): Pages {
  const { db, write } = connection;
  const toName = membersToName(connection);
  const ofWorkspace = (workspace: number) => eq(pages.workspaceId, workspace);
  const whole = () =>
    db
      .select({
        id: workspaces.id,
        platform: workspaces.platform,
        workspace: workspaces.workspace,
        name: workspaces.name,
        installer: workspaces.installer,
        hash: pages.hash,
      })
      .from(pages)
      .innerJoin(workspaces, eq(workspaces.id, pages.workspaceId));
  const putChannel = async (workspaceId: number, channel: string, set: Partial<Omit<PageChannel, "channel">>) => {
    const target = [pageChannels.workspaceId, pageChannels.channel];
    await write(() =>
      change(
        db
          .insert(pageChannels)
          .values({ workspaceId, channel, ...set })
          .onConflictDoUpdate({ target, set }),
      ),
    );
  };
  return {
    async open(workspaceId, page, madeAt) {
      const set = { ...page, madeAt };
      await write(() =>
        change(
          db
            .insert(pages)
            .values({ workspaceId, ...set })
            .onConflictDoUpdate({ target: pages.workspaceId, set }),
        ),
      );
    },
    async close(workspace) {
      await write(() => change(db.delete(pages).where(ofWorkspace(workspace))));
    },
    sealed: async (workspace) => (await db.select().from(pages).where(ofWorkspace(workspace)))[0]?.sealed ?? null,
    find: async (hash) => (await whole().where(and(eq(pages.hash, hash), isNull(workspaces.leftAt))))[0] ?? null,
    all: async () => whole().where(isNull(workspaces.leftAt)).orderBy(workspaces.id),
    channels: (workspace) => channelsOf(db, workspace),
    describeChannel: (workspace, channel, facts, checkedAt) => putChannel(workspace, channel, { ...facts, checkedAt }),
    choose: (workspace, channel, choice) => putChannel(workspace, channel, { choice }),
    async undescribed(workspace, channels, limit) {
      const found = await postsToDescribe(db, workspace, channels, limit);
      const roundups = await roundupsOf(
        db,
        workspace,
        found.map(({ message }) => message),
      );
      return found.map(({ drawn, ...post }) => {
        const its = roundups.find(({ channel, message }) => channel === post.channel && message === post.message);
        return { ...post, title: drawn.title, roundup: its ? { topics: its.topics, of: its.of } : null };
      });
    },
    async describePost(postId, facts) {
      await write(() =>
        change(
          db
            .insert(pagePosts)
            .values({ postId, ...facts })
            .onConflictDoUpdate({ target: pagePosts.postId, set: facts }),
        ),
      );
    },
    unnamed: (workspace, toldBefore, limit) => toName(workspace, toldBefore, limit),
    async nameMember(workspaceId, member, name, checkedAt) {
      const target = [memberNames.workspaceId, memberNames.member];
      const set = { name, checkedAt };
      await write(() =>
        change(
          db
            .insert(memberNames)
            .values({ workspaceId, member, ...set })
            .onConflictDoUpdate({ target, set }),
        ),
      );
    },
    async forgetNames(workspace) {
      await write(() => change(db.delete(memberNames).where(eq(memberNames.workspaceId, workspace))));
    },
  };
}

async function channelsOf(db: Database, workspace: number): Promise<PageChannel[]> {
  const posted = db.selectDistinct({ channel: posts.channel }).from(posts).where(eq(posts.workspaceId, workspace));
  const known = await db.select().from(pageChannels).where(eq(pageChannels.workspaceId, workspace));
  const byId = new Map(known.map(({ workspaceId: _, ...channel }) => [channel.channel, channel]));
  const unknown = { name: null, open: false, checkedAt: null, choice: null };
  for (const { channel } of await posted) if (!byId.has(channel)) byId.set(channel, { channel, ...unknown });
  return [...byId.values()];
}

function postsToDescribe(db: Database, workspace: number, channels: readonly string[], limit: number) {
  const one = { one: sql`1` };
  return db
    .select({
      id: posts.id,
      platform: workspaces.platform,
      workspace: workspaces.workspace,
      channel: posts.channel,
      thread: posts.thread,
      message: posts.message,
      drawn: posts.drawn,
    })
    .from(posts)
    .innerJoin(workspaces, eq(workspaces.id, posts.workspaceId))
    .where(
      and(
        eq(posts.workspaceId, workspace),
        inArray(posts.channel, [...channels]),
        isNull(posts.goneAt),
        exists(db.select(one).from(postPapers).where(eq(postPapers.postId, posts.id))),
        notExists(db.select(one).from(pagePosts).where(eq(pagePosts.postId, posts.id))),
      ),
    )
    .orderBy(desc(posts.id))
    .limit(limit);
}

/** The roundups that these messages are parts of. */
function roundupsOf(db: Database, workspace: number, messages: readonly string[]) {
  return db
    .select({
      channel: deliveryParts.channel,
      message: deliveryParts.sentMessage,
      topics: subscriptions.topics,
      of: subscriptions.of,
    })
    .from(subscriptions)
    .innerJoin(deliveries, eq(deliveries.subscriptionId, subscriptions.id))
    .innerJoin(deliveryParts, eq(deliveryParts.deliveryId, deliveries.id))
    .where(and(eq(subscriptions.workspaceId, workspace), inArray(deliveryParts.sentMessage, [...messages])));
}
