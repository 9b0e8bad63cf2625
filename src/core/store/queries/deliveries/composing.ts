import type { Deliveries } from "../../delivery.ts";
import { free, isDelivery, isOpen, partIsOpen } from "./conditions.ts";
import { and, eq, isNull, sql } from "drizzle-orm";
import { parameter } from "../parameter.ts";
import { deliveries, deliveryParts } from "../../schema/deliveries.ts";
import type { Connection, Database } from "../connection.ts";

type Composing = Pick<Deliveries, "compose" | "wait" | "finish">;

/** Writes down what a delivery will say, that it waits, or that it says nothing. */
export function deliveryComposing({ db, together }: Connection): Composing {
  const { composed, part } = composeStatements(db);
  return {
    compose: (id, { parts, windowTo, rest }, at) =>
      together(() => {
        const set = { at: at.getTime(), windowTo: windowTo?.getTime() ?? null, rest: JSON.stringify(rest) };
        if (composed.run({ id, ...set }).changes === 0) return false;
        parts.forEach(({ place, message }, position) =>
          part.run({ id, position, place, message: JSON.stringify(message) }),
        );
        return true;
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

function composeStatements(db: Database) {
  const values = {
    deliveryId: parameter("id"),
    position: parameter("position"),
    place: parameter("place"),
    message: parameter("message"),
  };
  return {
    composed: db
      .update(deliveries)
      .set({ composedAt: parameter("at"), windowTo: parameter("windowTo"), rest: parameter("rest") })
      .where(and(isDelivery(parameter("id")), isOpen, isNull(deliveries.composedAt)))
      .prepare(),
    part: db
      .insert(deliveryParts)
      .values({ ...values, state: "pending" })
      .prepare(),
  };
}
