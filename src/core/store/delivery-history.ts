import type { Deliveries } from "./delivery.ts";
import { and, eq, gte, inArray, sql } from "./drizzle.ts";
import { deliveries } from "./schema/deliveries.ts";
import { subscriptions } from "./schema/subscriptions.ts";
import type { Connection } from "./sqlite.ts";

/** States whose roundup has looked at its papers. */
const looking = ["sent", "empty", "unknown"] as const;

/** Reads what earlier deliveries came to. */
export function deliveryHistory({ db }: Connection): Pick<Deliveries, "past" | "lastSlot" | "sentIn"> {
  return {
    async past(subscription, since) {
      const looked = and(eq(deliveries.subscriptionId, subscription), inArray(deliveries.state, [...looking]));
      const newest = { windowTo: sql<number | null>`max(${deliveries.windowTo})` };
      const [row] = await db.select(newest).from(deliveries).where(looked);
      const rests = await db
        .select({ rest: deliveries.rest })
        .from(deliveries)
        .where(and(looked, gte(deliveries.dueAt, since)));
      const lookedUntil = row?.windowTo ? new Date(row.windowTo) : null;
      return { lookedUntil, leftOver: new Set(rests.flatMap(({ rest }) => rest)) };
    },
    async lastSlot(subscription) {
      const newest = sql<string | null>`max(${deliveries.slot})`;
      const [row] = await db
        .select({ slot: newest })
        .from(deliveries)
        .where(eq(deliveries.subscriptionId, subscription));
      return row?.slot ?? null;
    },
    async sentIn(workspace, channel) {
      const here = db
        .select({ id: subscriptions.id })
        .from(subscriptions)
        .where(and(eq(subscriptions.workspaceId, workspace), eq(subscriptions.channel, channel)));
      const sent = sql`+${deliveries.state} = 'sent'`;
      const [row] = await db
        .select({ count: sql<number>`count(*)` })
        .from(deliveries)
        .where(and(inArray(deliveries.subscriptionId, here), sent));
      return row?.count ?? 0;
    },
  };
}
