import { type Deliveries, openStates } from "../../delivery.ts";
import { free, isDelivery, isPart } from "./conditions.ts";
import { and, eq, ne, sql } from "drizzle-orm";
import { parameter } from "../parameter.ts";
import { deliveries, deliveryParts } from "../../schema/deliveries.ts";
import { subscriptions } from "../../schema/subscriptions.ts";
import type { Connection, Database } from "../connection.ts";
import { recording } from "../posts/recording.ts";

type Outcomes = Pick<Deliveries, "sent" | "again" | "doubt" | "giveUp">;

/** Writes down what came of parts. */
export function deliveryOutcomes({ db, sqlite, together }: Connection): Outcomes {
  const { isSent, noFailures } = sentStatements(db);
  const record = recording({ db, sqlite });
  const settle = settling(db);
  return {
    sent: (id, post, at) =>
      together(() => {
        record(post, at);
        // Sent is sent, even when the row was given up meanwhile.
        const { deliveryId } = isSent.get({ id, message: post.message });
        settle(deliveryId, at, null);
        noFailures.run({ id: deliveryId });
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
        settle(deliveryId, at, reason);
      }),
  };
}

function change(db: Database, id: number, set: Partial<typeof deliveryParts.$inferInsert>): { deliveryId: number } {
  return db.update(deliveryParts).set(set).where(isPart(id)).returning({ deliveryId: deliveryParts.deliveryId }).get();
}

function sentStatements(db: Database) {
  const { deliveryId } = deliveryParts;
  const its = sql`${subscriptions.id} = (select subscription_id from deliveries where id = ${parameter("id")})`;
  return {
    isSent: db
      .update(deliveryParts)
      .set({ state: "sent", sentMessage: parameter("message"), reason: null })
      .where(isPart(parameter("id")))
      .returning({ deliveryId })
      .prepare(),
    noFailures: db
      .update(subscriptions)
      .set({ failures: 0 })
      .where(and(its, ne(subscriptions.failures, 0)))
      .prepare(),
  };
}

/** A delivery is over when none of its parts is open; what it came to is the worst of them. */
function settling(db: Database): (id: number, at: Date, reason: string | null) => void {
  const { state, reason } = deliveryParts;
  const its = eq(deliveryParts.deliveryId, parameter("id"));
  const all = db.select({ state, reason }).from(deliveryParts).where(its).prepare();
  const change = (set: object) =>
    db
      .update(deliveries)
      .set({ ...set, ...free })
      .where(isDelivery(parameter("id")))
      .prepare();
  const goesOn = change({ state: "pending", nextAttemptAt: parameter("at") });
  const isOver = change({ state: parameter("worst"), reason: parameter("why"), finishedAt: parameter("at") });
  return (id, at, because) => {
    const parts = all.all({ id });
    const states = new Set(parts.map((part) => part.state));
    if (openStates.some((open) => states.has(open))) return void goesOn.run({ id, at: at.getTime() });
    const worst = (["unknown", "failed", "cancelled"] as const).find((one) => states.has(one)) ?? "sent";
    const why = worst === "sent" ? null : (because ?? parts.find((part) => part.reason)?.reason ?? null);
    isOver.run({ id, at: at.getTime(), worst, why });
  };
}
