import { and, eq, gt, inArray } from "drizzle-orm";
import { deliveries, deliveryParts } from "../../schema/deliveries.ts";
import type { Database } from "../connection.ts";
import { change, type Steps } from "../steps.ts";
import { free } from "./conditions.ts";

/** Deletes a subscription's deliveries that are not due yet, within the caller's transaction, so that their slots can be planned again. */
export function* unplan(db: Database, subscription: number, at: Date): Steps<void> {
  const its = eq(deliveries.subscriptionId, subscription);
  yield* change(db.delete(deliveries).where(and(its, eq(deliveries.state, "pending"), gt(deliveries.dueAt, at))));
}

/** Cancels a subscription's deliveries without an attempt, within the caller's transaction. */
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
