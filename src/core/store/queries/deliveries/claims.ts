import type { Deliveries, Lease } from "../../delivery.ts";
import { isDelivery, isFree, isOpen, isPart, partIsOpen } from "./conditions.ts";
import { and, eq, lt, or, sql } from "drizzle-orm";
import { parameter } from "../parameter.ts";
import { deliveries, deliveryParts } from "../../schema/deliveries.ts";
import { subscriptions } from "../../schema/subscriptions.ts";
import type { Connection } from "../connection.ts";
import { change, first } from "../steps.ts";

/** Leases deliveries and claims single attempts for one process. */
export function deliveryClaims(connection: Connection): Pick<Deliveries, "lease" | "claim"> {
  const lease = leaseStatement(connection, {});
  const begin = leaseStatement(connection, { state: "sending" });
  const { pending, earlier, attempt } = claimStatements(connection);
  return {
    lease: (id, wanted) =>
      connection.together(function* () {
        return (yield* change(lease, { id, ...leaseValues(wanted) })) > 0;
      }),
    claim: (id, wanted, target) =>
      connection.together(function* () {
        const part = yield* first(pending, { id });
        if (!part || part.endedAt !== null || part.paused !== null) return false;
        const { deliveryId, position } = part;
        if (yield* first(earlier, { deliveryId, position })) return false;
        if ((yield* change(begin, { id: deliveryId, ...leaseValues(wanted) })) === 0) return false;
        yield* change(attempt, { id, now: wanted.now.getTime(), ...target });
        return true;
      }),
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
  const { endedAt, pausedBecause: paused } = subscriptions;
  const before = and(eq(deliveryId, parameter("deliveryId")), partIsOpen, lt(position, parameter("position")));
  return {
    pending: prepare(
      db
        .select({ deliveryId, position, endedAt, paused })
        .from(deliveryParts)
        .innerJoin(deliveries, eq(deliveries.id, deliveryId))
        .innerJoin(subscriptions, eq(subscriptions.id, deliveries.subscriptionId))
        .where(and(isPart(parameter("id")), sql`${state} = 'pending'`)),
    ),
    earlier: prepare(db.select({ position }).from(deliveryParts).where(before)),
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
