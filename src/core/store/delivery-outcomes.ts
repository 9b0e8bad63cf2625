import { type Deliveries, openStates } from "./delivery.ts";
import { free, isDelivery, isOpen, isPart, partIsOpen } from "./delivery-conditions.ts";
import { and, eq, inArray, isNull, ne, sql } from "./drizzle.ts";
import { deliveries, deliveryParts } from "./schema/deliveries.ts";
import { subscriptions } from "./schema/subscriptions.ts";
import type { Connection, Database } from "./sqlite.ts";

type Outcomes = Pick<Deliveries, "compose" | "sent" | "again" | "doubt" | "giveUp" | "wait" | "finish">;

/** Writes down what was made of deliveries and what came of their parts. */
export function deliveryOutcomes({ db, together }: Connection): Outcomes {
  return {
    compose: (id, { parts, windowTo, rest }, at) =>
      together(() => {
        const first = and(isDelivery(id), isOpen, isNull(deliveries.composedAt));
        const set = { composedAt: at, windowTo, rest };
        if (db.update(deliveries).set(set).where(first).run().changes === 0) return false;
        const rows = parts.map((part, position) => ({ ...part, position, deliveryId: id, state: "pending" as const }));
        db.insert(deliveryParts).values(rows).run();
        return true;
      }),
    sent: (id, message, at) =>
      together(() => {
        const part = change(db, id, { state: "sent", sentMessage: message, reason: null });
        // Sent is sent, even when the row was given up meanwhile.
        settle(db, part.deliveryId, at);
        const which = db.select({ id: deliveries.subscriptionId }).from(deliveries).where(isDelivery(part.deliveryId));
        db.update(subscriptions)
          .set({ failures: 0 })
          .where(and(inArray(subscriptions.id, which), ne(subscriptions.failures, 0)))
          .run();
      }),
    again: (id, until, reason, plain) =>
      together(() => {
        const part = change(db, id, { state: "pending", plain, reason, firstClaimedAt: null });
        const set = { state: "pending" as const, reason, nextAttemptAt: until, ...free };
        db.update(deliveries).set(set).where(isDelivery(part.deliveryId)).run();
      }),
    doubt: (id, until, reason) =>
      together(() => {
        const part = change(db, id, { state: "ambiguous", reason });
        const set = { state: "ambiguous" as const, reason, nextAttemptAt: until, ...free };
        db.update(deliveries).set(set).where(isDelivery(part.deliveryId)).run();
      }),
    giveUp: (id, state, reason, at, rest) =>
      together(() => {
        const { deliveryId } = change(db, id, { state, reason });
        const after = and(eq(deliveryParts.deliveryId, deliveryId), eq(deliveryParts.state, "pending"));
        if (rest) db.update(deliveryParts).set({ state: "failed", reason }).where(after).run();
        settle(db, deliveryId, at, reason);
      }),
    async wait(id, until, reason, at) {
      const set = {
        reason,
        nextAttemptAt: until,
        waitingSince: sql`coalesce(waiting_since, ${at.getTime()})`,
        ...free,
      };
      await db
        .update(deliveries)
        .set(set)
        .where(and(isDelivery(id), isOpen));
    },
    finish: (id, state, reason, windowTo, at) =>
      together(() => {
        const over = { state, reason, finishedAt: at, ...(windowTo ? { windowTo } : {}), ...free };
        const ended = db
          .update(deliveries)
          .set(over)
          .where(and(isDelivery(id), eq(deliveries.state, "pending")))
          .run();
        if (ended.changes === 0) return;
        const left = and(eq(deliveryParts.deliveryId, id), partIsOpen);
        db.update(deliveryParts).set({ state: "cancelled", reason }).where(left).run();
      }),
  };
}

function change(db: Database, id: number, set: Partial<typeof deliveryParts.$inferInsert>): { deliveryId: number } {
  return db.update(deliveryParts).set(set).where(isPart(id)).returning({ deliveryId: deliveryParts.deliveryId }).get();
}

/** A delivery is over when none of its parts is open; what it came to is the worst of them. */
function settle(db: Database, id: number, at: Date, reason: string | null = null): void {
  const parts = db.select().from(deliveryParts).where(eq(deliveryParts.deliveryId, id)).all();
  const states = new Set(parts.map(({ state }) => state));
  const open = openStates.some((state) => states.has(state));
  const worst = (["unknown", "failed", "cancelled"] as const).find((state) => states.has(state)) ?? "sent";
  const set: Partial<typeof deliveries.$inferInsert> = open
    ? { state: "pending", nextAttemptAt: at, ...free }
    : {
        state: worst,
        reason: worst === "sent" ? null : (reason ?? parts.find((part) => part.reason)?.reason),
        finishedAt: at,
        ...free,
      };
  db.update(deliveries).set(set).where(isDelivery(id)).run();
}
