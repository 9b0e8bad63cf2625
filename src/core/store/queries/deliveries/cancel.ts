import { and, eq, gt, inArray } from "drizzle-orm";
import { deliveries, deliveryParts } from "../../schema/deliveries.ts";
import type { Database } from "../connection.ts";
import { change, type Steps } from "../steps.ts";
import { free } from "./conditions.ts";

/** Forgets what was planned for a subscription and is not due yet, inside the caller's transaction: its slot is free again. */
export function* unplan(db: Database, subscription: number, at: Date): Steps<void> {
  const its = eq(deliveries.subscriptionId, subscription);
  yield* change(db.delete(deliveries).where(and(its, eq(deliveries.state, "pending"), gt(deliveries.dueAt, at))));
}

/** Cancels what a subscription owes and no attempt was made for, inside the caller's transaction. */
export function* cancelOwed(db: Database, subscription: number, at: Date): Steps<void> {
  yield* unplan(db, subscription, at);
  const owed = db
    .select({ id: deliveries.id })
    .from(deliveries)
    .where(and(eq(deliveries.subscriptionId, subscription), eq(deliveries.state, "pending")));
  const parts = and(inArray(deliveryParts.deliveryId, owed), eq(deliveryParts.state, "pending"));
  yield* change(db.update(deliveryParts).set({ state: "cancelled" }).where(parts));
  const cancelled = { state: "cancelled" as const, finishedAt: at, ...free };
  yield* change(db.update(deliveries).set(cancelled).where(inArray(deliveries.id, owed)));
}
