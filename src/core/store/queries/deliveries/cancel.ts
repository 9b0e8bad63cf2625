import { and, eq, gt, inArray } from "drizzle-orm";
import { deliveries, deliveryParts } from "../../schema/deliveries.ts";
import type { Database } from "../connection.ts";
import { free } from "./conditions.ts";

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
