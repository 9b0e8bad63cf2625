import type { Deliveries, Delivery, Part } from "./delivery.ts";
import { isDelivery } from "./delivery-conditions.ts";
import { and, asc, desc, eq, gte, inArray } from "./drizzle.ts";
import { deliveries, deliveryParts } from "./schema/deliveries.ts";
import { subscriptions } from "./schema/subscriptions.ts";
import { workspaces } from "./schema/workspaces.ts";
import type { Connection, Database } from "./sqlite.ts";
import { subscriptionOf } from "./subscriptions.ts";

type Reading = Pick<Deliveries, "get" | "inWorkspace" | "since">;

/** Reads deliveries with their parts. */
export function deliveryRows({ db }: Connection): Reading {
  return {
    get: async (id) => load(db, isDelivery(id))[0] ?? null,
    inWorkspace: async (workspace, id) =>
      load(db, and(isDelivery(id), eq(subscriptions.workspaceId, workspace)))[0] ?? null,
    since: async (workspace, from) =>
      load(db, and(eq(subscriptions.workspaceId, workspace), gte(deliveries.dueAt, from))),
  };
}

function load(db: Database, where: ReturnType<typeof and>): Delivery[] {
  const rows = db
    .select({ delivery: deliveries, subscription: subscriptions, workspace: workspaces })
    .from(deliveries)
    .innerJoin(subscriptions, eq(subscriptions.id, deliveries.subscriptionId))
    .innerJoin(workspaces, eq(workspaces.id, subscriptions.workspaceId))
    .where(where)
    .orderBy(desc(deliveries.dueAt))
    .all();
  const ids = rows.map(({ delivery }) => delivery.id);
  const ordered = asc(deliveryParts.position);
  const parts = db.select().from(deliveryParts).where(inArray(deliveryParts.deliveryId, ids)).orderBy(ordered).all();
  const byDelivery = Map.groupBy(parts, ({ deliveryId }) => deliveryId);
  return rows.map(({ delivery, subscription, workspace }) => ({
    ...delivery,
    subscription: subscriptionOf(subscription),
    workspace,
    wanted: subscription.endedAt === null && subscription.pausedBecause === null,
    parts: (byDelivery.get(delivery.id) ?? []) satisfies Part[],
  }));
}
