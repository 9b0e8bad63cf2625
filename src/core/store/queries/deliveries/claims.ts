import { type Deliveries, type Lease, openStates } from "../../delivery.ts";
import { isDelivery, isFree, isOpen, isPart } from "./conditions.ts";
import { and, eq, inArray, isNull, lt, notExists, or, sql } from "drizzle-orm";
import { alias } from "drizzle-orm/sqlite-core";
import { parameter } from "../parameter.ts";
import { deliveries, deliveryParts } from "../../schema/deliveries.ts";
import { subscriptions } from "../../schema/subscriptions.ts";
import type { Connection } from "../connection.ts";
import { change, first } from "../steps.ts";

/** Leases deliveries and claims single attempts for one process. */
export function deliveryClaims(connection: Connection): Pick<Deliveries, "lease" | "claim"> {
  const lease = leaseStatement(connection, {});
  const begin = leaseStatement(connection, { state: "sending" });
  const { next, attempt } = claimStatements(connection);
  return {
    lease: (id, wanted) =>
      connection.together(function* () {
        return (yield* change(lease, { id, ...leaseValues(wanted) })) > 0;
      }),
    claim: (id, wanted, target) =>
      connection.together(function* () {
        const part = yield* first(next, { id });
        if (!part) return false;
        if ((yield* change(begin, { id: part.deliveryId, ...leaseValues(wanted) })) === 0) return false;
        yield* change(attempt, { id, now: wanted.now.getTime(), ...target });
        return true;
      }, `part ${id}`),
  };
}

const leaseValues = ({ owner, now, until }: Lease) => ({ owner, now: now.getTime(), until: until.getTime() });

function leaseStatement({ db, prepare }: Connection, also: { state?: "sending" }) {
  const mine = eq(deliveries.leaseOwner, parameter("owner"));
  return prepare(
    db
      .update(deliveries)
      .set({ leaseOwner: parameter("owner"), leaseUntil: parameter("until"), ...also })
      .where(and(isDelivery(parameter("id")), isOpen, or(mine, isFree(parameter("now"))))),
  );
}

function claimStatements({ db, prepare }: Connection) {
  const { deliveryId, position, state } = deliveryParts;
  const earlier = alias(deliveryParts, "earlier");
  const isFirst = notExists(
    db
      .select({ one: sql`1` })
      .from(earlier)
      .where(
        and(
          eq(earlier.deliveryId, deliveryId),
          inArray(earlier.state, [...openStates]),
          lt(earlier.position, position),
        ),
      ),
  );
  const isRunning = and(isNull(subscriptions.endedAt), isNull(subscriptions.pausedBecause));
  return {
    next: prepare(
      db
        .select({ deliveryId })
        .from(deliveryParts)
        .innerJoin(deliveries, eq(deliveries.id, deliveryId))
        .innerJoin(subscriptions, eq(subscriptions.id, deliveries.subscriptionId))
        .where(and(isPart(parameter("id")), sql`${state} = 'pending'`, isRunning, isFirst)),
    ),
    attempt: prepare(
      db
        .update(deliveryParts)
        .set({
          state: "sending",
          claimedAt: parameter("now"),
          firstClaimedAt: sql`coalesce(first_claimed_at, ${parameter("now")})`,
          attempts: sql`attempts + 1`,
          channel: parameter("channel"),
          thread: parameter("thread"),
        })
        .where(isPart(parameter("id"))),
    ),
  };
}
