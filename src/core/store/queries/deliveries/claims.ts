import type { Deliveries, Lease } from "../../delivery.ts";
import { isDelivery, isFree, isOpen, isPart, partIsOpen } from "./conditions.ts";
import { and, eq, lt, or, sql } from "drizzle-orm";
import { parameter } from "../parameter.ts";
import { deliveries, deliveryParts } from "../../schema/deliveries.ts";
import { subscriptions } from "../../schema/subscriptions.ts";
import type { Connection, Database } from "../connection.ts";

/** Takes deliveries, and single attempts, for one instance of the program. */
export function deliveryClaims({ db, together }: Connection): Pick<Deliveries, "lease" | "claim"> {
  const lease = leaseStatement(db, {});
  const begin = leaseStatement(db, { state: "sending" });
  const { pending, earlier, attempt } = claimStatements(db);
  return {
    lease: (id, wanted) => together(() => lease.run({ id, ...leaseValues(wanted) }).changes > 0),
    claim: (id, wanted, target) =>
      together(() => {
        const part = pending.get({ id });
        if (!part || part.endedAt !== null || part.paused !== null) return false;
        const { deliveryId, position } = part;
        if (earlier.get({ deliveryId, position })) return false;
        if (begin.run({ id: deliveryId, ...leaseValues(wanted) }).changes === 0) return false;
        attempt.run({ id, now: wanted.now.getTime(), ...target });
        return true;
      }),
  };
}

const leaseValues = ({ owner, now, until }: Lease) => ({ owner, now: now.getTime(), until: until.getTime() });

function leaseStatement(db: Database, also: { state?: "sending" }) {
  const mine = eq(deliveries.leaseOwner, parameter("owner"));
  return db
    .update(deliveries)
    .set({ leaseOwner: parameter("owner"), leaseUntil: parameter("until"), ...also })
    .where(and(isDelivery(parameter("id")), isOpen, or(mine, isFree(parameter("now")))))
    .prepare();
}

function claimStatements(db: Database) {
  const { deliveryId, position, state } = deliveryParts;
  const { endedAt, pausedBecause: paused } = subscriptions;
  const before = and(eq(deliveryId, parameter("deliveryId")), partIsOpen, lt(position, parameter("position")));
  return {
    pending: db
      .select({ deliveryId, position, endedAt, paused })
      .from(deliveryParts)
      .innerJoin(deliveries, eq(deliveries.id, deliveryId))
      .innerJoin(subscriptions, eq(subscriptions.id, deliveries.subscriptionId))
      .where(and(isPart(parameter("id")), sql`${state} = 'pending'`))
      .prepare(),
    earlier: db.select({ position }).from(deliveryParts).where(before).prepare(),
    attempt: db
      .update(deliveryParts)
      .set({
        state: "sending",
        claimedAt: parameter("now"),
        firstClaimedAt: sql`coalesce(first_claimed_at, ${parameter("now")})`,
        attempts: sql`attempts + 1`,
        channel: parameter("channel"),
        thread: parameter("thread"),
      })
      .where(isPart(parameter("id")))
      .prepare(),
  };
}
