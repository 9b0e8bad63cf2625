import type { Deliveries } from "../../delivery.ts";
import { and, eq, gte, inArray, isNull, lte, ne, or, sql } from "drizzle-orm";
import { isMailChannel } from "../../../platform.ts";
import { parameter } from "../parameter.ts";
import { deliveries, deliveryParts } from "../../schema/deliveries.ts";
import { subscriptions } from "../../schema/subscriptions.ts";
import { posts } from "../../schema/votes.ts";
import { workspaces } from "../../schema/workspaces.ts";
import type { Connection } from "../connection.ts";
import { isRoundup } from "./subscription-conditions.ts";

/** States of a delivery whose papers were considered. */
const looking = ["sent", "empty", "unknown"] as const;

/** Reads the results of earlier deliveries. */
export function deliveryHistory(
  connection: Connection,
): Pick<Deliveries, "past" | "lastSlot" | "sentIn" | "attemptedSince"> {
  const { newest, rests, lastSlot, sentIn } = historyStatements(connection);
  const { posted, attempted, retried } = latestAttempts(connection);
  return {
    async past(subscription, since) {
      const until = (await newest.rows({ subscription }))[0]?.until;
      const left = await rests.rows({ subscription, since: since.getTime() });
      return { lookedUntil: until ? new Date(until) : null, leftOver: new Set(left.flatMap(({ rest }) => rest)) };
    },
    lastSlot: async (subscription, now) => (await lastSlot.rows({ subscription, now: now.getTime() }))[0]?.slot ?? null,
    attemptedSince: async (from) => {
      const earlier = (await retried(from)).flatMap(({ attempts, ...attempt }) =>
        Array.from({ length: attempts - 1 }, () => attempt),
      );
      const all = [...(await posted(from)), ...(await attempted(from)), ...earlier];
      return all.filter(({ channel }) => !isMailChannel(channel)).sort((a, b) => a.at.getTime() - b.at.getTime());
    },
    sentIn: async (workspace, channel) => (await sentIn.rows({ workspace, channel }))[0]?.count ?? 0,
  };
}

function historyStatements({ db, prepare }: Connection) {
  const ofSubscription = eq(deliveries.subscriptionId, parameter("subscription"));
  const looked = and(ofSubscription, inArray(deliveries.state, [...looking]));
  const here = db
    .select({ id: subscriptions.id })
    .from(subscriptions)
    .where(
      and(
        eq(subscriptions.workspaceId, parameter("workspace")),
        eq(subscriptions.channel, parameter("channel")),
        isRoundup,
      ),
    );
  // The plus keeps SQLite from its index over states: nearly all rows are `sent`.
  const sent = sql`coalesce(${deliveries.state}, '') = 'sent'`;
  const until = sql<number | null>`max(${deliveries.windowTo})`;
  const slot = sql<string | null>`max(${deliveries.slot})`;
  return {
    newest: prepare(db.select({ until }).from(deliveries).where(looked)),
    rests: prepare(
      db
        .select({ rest: deliveries.rest })
        .from(deliveries)
        .where(and(looked, gte(deliveries.dueAt, parameter("since")))),
    ),
    lastSlot: prepare(
      db
        .select({ slot })
        .from(deliveries)
        .where(and(ofSubscription, lte(deliveries.dueAt, parameter("now")))),
    ),
    sentIn: prepare(
      db
        .select({ count: sql<number>`count(*)` })
        .from(deliveries)
        .where(and(inArray(deliveries.subscriptionId, here), sent)),
    ),
  };
}

/** States of deliveries, few of them at any time, whose attempts may have no post. */
const withoutPost = ["pending", "sending", "ambiguous", "failed", "unknown", "missed", "cancelled"] as const;

/** Messages that have appeared, by the index of posts; attempts without a post, and repeated attempts, by theirs. */
function latestAttempts({ db }: Connection) {
  const { platform, workspace } = workspaces;
  const { claimedAt, attempts, deliveryId, state } = deliveryParts;
  const at = sql<Date>`${claimedAt}`.mapWith(claimedAt);
  const posted = (from: Date) =>
    db
      .select({ platform, workspace, channel: posts.channel, at: posts.postedAt })
      .from(posts)
      .innerJoin(workspaces, eq(workspaces.id, posts.workspaceId))
      .where(gte(posts.postedAt, from));
  const parts = () =>
    db
      .select({ platform, workspace, channel: subscriptions.channel, at, attempts })
      .from(deliveryParts)
      .innerJoin(deliveries, eq(deliveries.id, deliveryId))
      .innerJoin(subscriptions, eq(subscriptions.id, deliveries.subscriptionId))
      .innerJoin(workspaces, eq(workspaces.id, subscriptions.workspaceId))
      .$dynamic();
  const { finishedAt } = deliveries;
  const attempted = (from: Date) =>
    parts().where(
      and(
        inArray(deliveries.state, [...withoutPost]),
        or(isNull(finishedAt), gte(finishedAt, from)),
        ne(state, "sent"),
        gte(claimedAt, from),
      ),
    );
  const retried = (from: Date) => parts().where(and(sql`${attempts} > 1`, gte(claimedAt, from)));
  return { posted, attempted, retried };
}
