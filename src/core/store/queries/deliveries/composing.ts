import type { Deliveries } from "../../delivery.ts";
import { free, isDelivery, isOpen, partIsOpen } from "./conditions.ts";
import { and, eq, isNull, sql } from "drizzle-orm";
import { parameter } from "../parameter.ts";
import { deliveries, deliveryParts } from "../../schema/deliveries.ts";
import type { Connection } from "../connection.ts";
import { change } from "../steps.ts";

type Composing = Pick<Deliveries, "compose" | "wait" | "finish">;

/** Records a delivery's messages, that it waits, or that it has nothing to say. */
export function deliveryComposing(connection: Connection): Composing {
  const { db, together, write } = connection;
  const { composed, part } = composeStatements(connection);
  return {
    compose: (id, { parts, windowTo, rest }, at) =>
      together(function* () {
        const set = { at: at.getTime(), windowTo: windowTo?.getTime() ?? null, rest: JSON.stringify(rest) };
        if ((yield* change(composed, { id, ...set })) === 0) return false;
        for (const [position, { place, post = null, message }] of parts.entries())
          yield* change(part, { id, position, place, post, message: JSON.stringify(message) });
        return true;
      }, `delivery ${id}`),
    async wait(id, until, reason, at) {
      const set = {
        reason,
        nextAttemptAt: until,
        waitingSince: sql`coalesce(waiting_since, ${at.getTime()})`,
        ...free,
      };
      const its = and(isDelivery(id), isOpen);
      await write(() => change(db.update(deliveries).set(set).where(its)));
    },
    finish: (id, state, reason, windowTo, at) =>
      together(function* () {
        const over = { state, reason, finishedAt: at, ...(windowTo ? { windowTo } : {}), ...free };
        const pending = and(isDelivery(id), eq(deliveries.state, "pending"));
        if ((yield* change(db.update(deliveries).set(over).where(pending))) === 0) return;
        const left = and(eq(deliveryParts.deliveryId, id), partIsOpen);
        yield* change(db.update(deliveryParts).set({ state: "cancelled", reason }).where(left));
      }),
  };
}

function composeStatements({ db, prepare }: Connection) {
  const values = {
    deliveryId: parameter("id"),
    position: parameter("position"),
    place: parameter("place"),
    post: parameter("post"),
    message: parameter("message"),
  };
  return {
    composed: prepare(
      db
        .update(deliveries)
        .set({ composedAt: parameter("at"), windowTo: parameter("windowTo"), rest: parameter("rest") })
        .where(and(isDelivery(parameter("id")), isOpen, isNull(deliveries.composedAt))),
    ),
    part: prepare(db.insert(deliveryParts).values({ ...values, state: "pending" })),
  };
}
