import type { Deliveries, Lease } from "./delivery.ts";
import { isDelivery, isFree, isOpen, isPart, partIsOpen } from "./delivery-conditions.ts";
import { and, eq, lt, or, sql } from "./drizzle.ts";
import { deliveries, deliveryParts } from "./schema/deliveries.ts";
import { subscriptions } from "./schema/subscriptions.ts";
import type { Connection, Database } from "./sqlite.ts";

/** Takes deliveries, and single attempts, for one instance of the program. */
export function deliveryClaims({ db, together }: Connection): Pick<Deliveries, "lease" | "claim"> {
  return {
    lease: (id, lease) => together(() => takeLease(db, id, lease, {})),
    claim: (part, lease, target) => together(() => claim(db, part, lease, target)),
  };
}

function takeLease(db: Database, id: number, lease: Lease, also: { state?: "sending" }): boolean {
  const mine = eq(deliveries.leaseOwner, lease.owner);
  return (
    db
      .update(deliveries)
      .set({ leaseOwner: lease.owner, leaseUntil: lease.until, ...also })
      .where(and(isDelivery(id), isOpen, or(mine, isFree(lease.now))))
      .run().changes > 0
  );
}

function claim(db: Database, id: number, lease: Lease, target: { channel: string; thread: string | null }): boolean {
  const [part] = db
    .select({
      deliveryId: deliveryParts.deliveryId,
      position: deliveryParts.position,
      endedAt: subscriptions.endedAt,
      paused: subscriptions.pausedBecause,
    })
    .from(deliveryParts)
    .innerJoin(deliveries, eq(deliveries.id, deliveryParts.deliveryId))
    .innerJoin(subscriptions, eq(subscriptions.id, deliveries.subscriptionId))
    .where(and(isPart(id), eq(deliveryParts.state, "pending")))
    .all();
  if (!part || part.endedAt !== null || part.paused !== null) return false;
  const earlier = and(
    eq(deliveryParts.deliveryId, part.deliveryId),
    partIsOpen,
    lt(deliveryParts.position, part.position),
  );
  if (db.select().from(deliveryParts).where(earlier).all().length > 0) return false;
  if (!takeLease(db, part.deliveryId, lease, { state: "sending" })) return false;
  const claimedAt = lease.now;
  const firstClaimedAt = sql`coalesce(first_claimed_at, ${claimedAt.getTime()})`;
  const attempts = sql`${deliveryParts.attempts} + 1`;
  db.update(deliveryParts)
    .set({ state: "sending", claimedAt, firstClaimedAt, attempts, ...target })
    .where(isPart(id))
    .run();
  return true;
}
