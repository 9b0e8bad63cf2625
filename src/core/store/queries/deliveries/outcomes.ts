import { type Deliveries, openStates } from "../../delivery.ts";
import { free, isDelivery, isPart, partIsOpen } from "./conditions.ts";
import { and, eq, sql } from "drizzle-orm";
import { rowOf } from "../../../papers/public-id.ts";
import { parameter } from "../parameter.ts";
import { deliveries, deliveryParts } from "../../schema/deliveries.ts";
import { subscriptions } from "../../schema/subscriptions.ts";
import type { Connection, Database } from "../connection.ts";
import { change, first, rows, type Steps } from "../steps.ts";
import { checkingCounts, shownIn } from "../posts/recording.ts";
import { adding } from "../posts/statements.ts";

type Outcomes = Pick<Deliveries, "sent" | "again" | "doubt" | "giveUp">;

/** Records the results of attempts. */
export function deliveryOutcomes(connection: Connection): Outcomes {
  const { db, together } = connection;
  const { isSent, noFailures } = sentStatements(connection);
  const record = adding(connection);
  const checkCounts = checkingCounts(connection);
  const settle = settling(connection);
  return {
    async sent(id, post, at) {
      await together(function* () {
        const papers = shownIn(post).map(({ paper }) => rowOf(paper));
        yield* record(post, papers, at);
        // A posted message counts as sent, even if the part was given up meanwhile.
        const { deliveryId } = existing(yield* first(isSent, { id, message: post.message }));
        const { failures } = yield* settle(deliveryId, at, null);
        if (failures > 0) yield* change(noFailures, { id: deliveryId });
      }, `part ${id}`);
      await checkCounts(post, at);
    },
    again: (id, until, reason, plain) =>
      together(function* () {
        const part = yield* changePart(db, id, { state: "pending", plain, reason, firstClaimedAt: null });
        if (!part) return;
        const set = { state: "pending" as const, reason, nextAttemptAt: until, ...free };
        yield* change(db.update(deliveries).set(set).where(isDelivery(part.deliveryId)));
      }),
    doubt: (id, until, reason) =>
      together(function* () {
        const part = yield* changePart(db, id, { state: "ambiguous", reason });
        if (!part) return;
        const set = { state: "ambiguous" as const, reason, nextAttemptAt: until, ...free };
        yield* change(db.update(deliveries).set(set).where(isDelivery(part.deliveryId)));
      }),
    giveUp: (id, state, reason, at, rest) =>
      together(function* () {
        const part = yield* changePart(db, id, { state, reason });
        if (!part) return;
        const { deliveryId } = part;
        const after = and(eq(deliveryParts.deliveryId, deliveryId), eq(deliveryParts.state, "pending"));
        if (rest) yield* change(db.update(deliveryParts).set({ state: "failed", reason }).where(after));
        yield* settle(deliveryId, at, reason);
      }),
  };
}

type Changed = Partial<typeof deliveryParts.$inferInsert>;

/** Undefined where the part is over: after a long stop of this process another one may have sent it. */
function* changePart(db: Database, id: number, set: Changed): Steps<{ deliveryId: number } | undefined> {
  const { deliveryId } = deliveryParts;
  return yield* first(
    db
      .update(deliveryParts)
      .set(set)
      .where(and(isPart(id), partIsOpen))
      .returning({ deliveryId }),
  );
}

function existing<Row>(row: Row | undefined): Row {
  if (row === undefined) throw new Error("a delivery's part is not there");
  return row;
}

function sentStatements({ db, prepare }: Connection) {
  const { deliveryId } = deliveryParts;
  const its = sql`${subscriptions.id} = (select subscription_id from deliveries where id = ${parameter("id")})`;
  return {
    isSent: prepare(
      db
        .update(deliveryParts)
        .set({ state: "sent", sentMessage: parameter("message"), reason: null })
        .where(isPart(parameter("id")))
        .returning({ deliveryId }),
    ),
    noFailures: prepare(db.update(subscriptions).set({ failures: 0 }).where(its)),
  };
}

/**
 * Ends a delivery when no part is open; its state is the worst state of its parts. Answers how often its subscription was
 * refused in a row.
 */
function settling({
  db,
  prepare,
}: Connection): (id: number, at: Date, reason: string | null) => Steps<{ failures: number }> {
  const { state, reason } = deliveryParts;
  const all = prepare(
    db
      .select({ state, reason, failures: subscriptions.failures })
      .from(deliveryParts)
      .innerJoin(deliveries, eq(deliveries.id, deliveryParts.deliveryId))
      .innerJoin(subscriptions, eq(subscriptions.id, deliveries.subscriptionId))
      .where(eq(deliveryParts.deliveryId, parameter("id"))),
  );
  const becoming = (set: object) =>
    prepare(
      db
        .update(deliveries)
        .set({ ...set, ...free })
        .where(isDelivery(parameter("id"))),
    );
  const goesOn = becoming({ state: "pending", nextAttemptAt: parameter("at") });
  const isOver = becoming({ state: parameter("worst"), reason: parameter("why"), finishedAt: parameter("at") });
  return function* (id, at, because) {
    const parts = yield* rows(all, { id });
    const states = new Set(parts.map((part) => part.state));
    const failures = parts[0]?.failures ?? 0;
    if (openStates.some((open) => states.has(open))) {
      yield* change(goesOn, { id, at: at.getTime() });
      return { failures };
    }
    const worst = (["unknown", "failed", "cancelled"] as const).find((one) => states.has(one)) ?? "sent";
    const why = worst === "sent" ? null : (because ?? parts.find((part) => part.reason)?.reason ?? null);
    yield* change(isOver, { id, at: at.getTime(), worst, why });
    return { failures };
  };
}
