import type { Deliveries } from "../../delivery.ts";
import { and, eq, gte, inArray, lte, sql } from "drizzle-orm";
import { parameter } from "../parameter.ts";
import { deliveries } from "../../schema/deliveries.ts";
import { subscriptions } from "../../schema/subscriptions.ts";
import type { Connection, Database } from "../connection.ts";

/** States whose roundup has looked at its papers. */
const looking = ["sent", "empty", "unknown"] as const;

/** Reads what earlier deliveries came to. */
export function deliveryHistory({ db }: Connection): Pick<Deliveries, "past" | "lastSlot" | "sentIn"> {
  const { newest, rests, lastSlot, sentIn } = historyStatements(db);
  return {
    async past(subscription, since) {
      const until = newest.get({ subscription })?.until;
      const left = rests.all({ subscription, since: since.getTime() });
      return { lookedUntil: until ? new Date(until) : null, leftOver: new Set(left.flatMap(({ rest }) => rest)) };
    },
    lastSlot: async (subscription, now) => lastSlot.get({ subscription, now: now.getTime() })?.slot ?? null,
    sentIn: async (workspace, channel) => sentIn.get({ workspace, channel })?.count ?? 0,
  };
}

function historyStatements(db: Database) {
  const ofSubscription = eq(deliveries.subscriptionId, parameter("subscription"));
  const looked = and(ofSubscription, inArray(deliveries.state, [...looking]));
  const here = db
    .select({ id: subscriptions.id })
    .from(subscriptions)
    .where(and(eq(subscriptions.workspaceId, parameter("workspace")), eq(subscriptions.channel, parameter("channel"))));
  // The plus keeps the query from the index over states, where nearly all are sent.
  const sent = sql`+${deliveries.state} = 'sent'`;
  const until = sql<number | null>`max(${deliveries.windowTo})`;
  const slot = sql<string | null>`max(${deliveries.slot})`;
  return {
    newest: db.select({ until }).from(deliveries).where(looked).prepare(),
    rests: db
      .select({ rest: deliveries.rest })
      .from(deliveries)
      .where(and(looked, gte(deliveries.dueAt, parameter("since"))))
      .prepare(),
    lastSlot: db
      .select({ slot })
      .from(deliveries)
      .where(and(ofSubscription, lte(deliveries.dueAt, parameter("now"))))
      .prepare(),
    sentIn: db
      .select({ count: sql<number>`count(*)` })
      .from(deliveries)
      .where(and(inArray(deliveries.subscriptionId, here), sent))
      .prepare(),
  };
}
