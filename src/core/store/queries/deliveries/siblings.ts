import { and, asc, eq, inArray, ne, or } from "drizzle-orm";
import { openStates, type Deliveries, type Sibling } from "../../delivery.ts";
import { deliveries, deliveryParts } from "../../schema/deliveries.ts";
import { subscriptions } from "../../schema/subscriptions.ts";
import { parameter } from "../parameter.ts";
import type { Connection } from "../connection.ts";
import { isRoundup } from "./subscription-conditions.ts";

/** Reads what other roundups of a channel say on the same day. */
export function deliverySiblings({ db, prepare }: Connection): Pick<Deliveries, "siblings"> {
  const here = and(
    eq(subscriptions.workspaceId, parameter("workspace")),
    eq(subscriptions.channel, parameter("channel")),
    eq(subscriptions.to, parameter("to")),
    ne(subscriptions.id, parameter("subscription")),
    isRoundup,
  );
  const now = or(eq(deliveries.slot, parameter("slot")), inArray(deliveries.state, [...openStates]));
  const found = prepare(
    db
      .select({
        id: deliveries.id,
        slot: deliveries.slot,
        dueAt: deliveries.dueAt,
        state: deliveries.state,
        topics: subscriptions.topics,
        of: subscriptions.of,
        message: deliveryParts.message,
      })
      .from(subscriptions)
      .innerJoin(deliveries, eq(deliveries.subscriptionId, subscriptions.id))
      .leftJoin(deliveryParts, eq(deliveryParts.deliveryId, deliveries.id))
      .where(and(here, now))
      .orderBy(asc(deliveries.id), asc(deliveryParts.position)),
  );
  return {
    async siblings({ workspaceId: workspace, channel, to, id: subscription }, slot) {
      const rows = await found.rows({ workspace, channel, to, subscription, slot });
      return [...Map.groupBy(rows, ({ id }) => id).values()].flatMap(([first, ...more]): Sibling[] => {
        if (!first) return [];
        const { message: _, ...facts } = first;
        const messages = [first, ...more].flatMap(({ message }) => message ?? []);
        return [{ ...facts, open: openStates.some((state) => state === first.state), messages }];
      });
    },
  };
}
