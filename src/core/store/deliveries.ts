import type { Deliveries } from "./delivery.ts";
import { deliveryClaims } from "./delivery-claims.ts";
import { deliveryComposing } from "./delivery-composing.ts";
import { free } from "./delivery-conditions.ts";
import { deliveryHistory } from "./delivery-history.ts";
import { deliveryOutcomes } from "./delivery-outcomes.ts";
import { deliveryPlans } from "./delivery-plans.ts";
import { deliveryRows } from "./delivery-rows.ts";
import { and, eq, gt, inArray } from "./drizzle.ts";
import { deliveries, deliveryParts } from "./schema/deliveries.ts";
import type { Connection, Database } from "./sqlite.ts";

/** Deliveries kept in a database. */
export function deliveriesIn(connection: Connection): Deliveries {
  return {
    ...deliveryPlans(connection),
    ...deliveryRows(connection),
    ...deliveryComposing(connection),
    ...deliveryClaims(connection),
    ...deliveryOutcomes(connection),
    ...deliveryHistory(connection),
  };
}

/** Forgets what was planned for a subscription and is not due yet, inside the caller's transaction: its slot is free again. */
export function unplan(db: Database, subscription: number, at: Date): void {
  const its = eq(deliveries.subscriptionId, subscription);
  db.delete(deliveries)
    .where(and(its, eq(deliveries.state, "pending"), gt(deliveries.dueAt, at)))
    .run();
}

/** Cancels what a subscription owes and no attempt was made for, inside the caller's transaction. */
export function cancelOwed(db: Database, subscription: number, at: Date): void {
  unplan(db, subscription, at);
  const owed = db
    .select({ id: deliveries.id })
    .from(deliveries)
    .where(and(eq(deliveries.subscriptionId, subscription), eq(deliveries.state, "pending")));
  db.update(deliveryParts)
    .set({ state: "cancelled" })
    .where(and(inArray(deliveryParts.deliveryId, owed), eq(deliveryParts.state, "pending")))
    .run();
  db.update(deliveries)
    .set({ state: "cancelled", finishedAt: at, ...free })
    .where(inArray(deliveries.id, owed))
    .run();
}
