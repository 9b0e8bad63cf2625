import { openStates, type Deliveries, type Delivery, type Lease, type Part } from "./delivery.ts";
import { and, asc, desc, eq, gte, inArray, isNull, lt, lte, ne, or, sql } from "./drizzle.ts";
import { deliveries, deliveryParts } from "./schema/deliveries.ts";
import { subscriptions } from "./schema/subscriptions.ts";
import { workspaces } from "./schema/workspaces.ts";
import type { Connection, Database } from "./sqlite.ts";
import { subscriptionOf } from "./subscriptions.ts";

/** States whose roundup has looked at its papers. */
const looking = ["sent", "empty", "unknown"] as const;
const free = { leaseOwner: null, leaseUntil: null };
const isOpen = inArray(deliveries.state, [...openStates]);
const partIsOpen = inArray(deliveryParts.state, [...openStates]);
const isDelivery = (id: number) => eq(deliveries.id, id);
const isPart = (id: number) => eq(deliveryParts.id, id);

/** Cancels what a subscription owes and no attempt was made for, inside the caller's transaction. */
export function cancelOwed(db: Database, subscription: number, at: Date): void {
  const owed = db
    .select({ id: deliveries.id })
    .from(deliveries)
    .where(and(eq(deliveries.subscriptionId, subscription), eq(deliveries.state, "pending")));
  db.update(deliveryParts)
    .set({ state: "cancelled" })
    .where(and(inArray(deliveryParts.deliveryId, owed), eq(deliveryParts.state, "pending")))
    .run();
  db.update(deliveries)
    .set({ state: "cancelled", finishedAt: at, ...free })
    .where(inArray(deliveries.id, owed))
    .run();
}

/** Deliveries kept in a database. */
export function deliveriesIn({ db, sqlite }: Connection): Deliveries {
  const atomically = <Result>(step: () => Result): Result => sqlite.transaction(step).immediate();
  return {
    plan: async (plans) => atomically(() => void plans.forEach((plan) => planOne(db, plan))),
    waiting: async (now) => waiting(db, now),
    async nextAfter(now) {
      const at = sql<number>`max(${deliveries.nextAttemptAt}, coalesce(${deliveries.leaseUntil}, 0))`;
      const [row] = await db
        .select({ at: sql<number | null>`min(${at})` })
        .from(deliveries)
        .where(and(isOpen, sql`${at} > ${now.getTime()}`));
      return row?.at ? new Date(row.at) : null;
    },
    get: async (id) => load(db, isDelivery(id))[0] ?? null,
    inWorkspace: async (workspace, id) =>
      load(db, and(isDelivery(id), eq(subscriptions.workspaceId, workspace)))[0] ?? null,
    compose: async (id, { parts, windowTo, rest }, at) =>
      atomically(() => {
        const first = and(isDelivery(id), isOpen, isNull(deliveries.composedAt));
        const set = { composedAt: at, windowTo, rest };
        if (db.update(deliveries).set(set).where(first).run().changes === 0) return false;
        const rows = parts.map((part, position) => ({ ...part, position, deliveryId: id, state: "pending" as const }));
        db.insert(deliveryParts).values(rows).run();
        return true;
      }),
    lease: async (id, lease) => takeLease(db, id, lease, {}),
    claim: async (part, lease, target) => atomically(() => claim(db, part, lease, target)),
    sent: async (id, message, at) =>
      atomically(() => {
        const part = change(db, id, { state: "sent", sentMessage: message, reason: null });
        // Sent is sent, even when the row was given up meanwhile.
        settle(db, part.deliveryId, at);
        const which = db.select({ id: deliveries.subscriptionId }).from(deliveries).where(isDelivery(part.deliveryId));
        db.update(subscriptions)
          .set({ failures: 0 })
          .where(and(inArray(subscriptions.id, which), ne(subscriptions.failures, 0)))
          .run();
      }),
    again: async (id, until, reason, plain) =>
      atomically(() => {
        const part = change(db, id, { state: "pending", plain, reason, firstClaimedAt: null });
        const set = { state: "pending" as const, reason, nextAttemptAt: until, ...free };
        db.update(deliveries).set(set).where(isDelivery(part.deliveryId)).run();
      }),
    doubt: async (id, until, reason) =>
      atomically(() => {
        const part = change(db, id, { state: "ambiguous", reason });
        const set = { state: "ambiguous" as const, reason, nextAttemptAt: until, ...free };
        db.update(deliveries).set(set).where(isDelivery(part.deliveryId)).run();
      }),
    giveUp: async (id, state, reason, at, rest) =>
      atomically(() => {
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
    finish: async (id, state, reason, windowTo, at) =>
      atomically(() => {
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
    async past(subscription, since) {
      const looked = and(eq(deliveries.subscriptionId, subscription), inArray(deliveries.state, [...looking]));
      const newest = { windowTo: sql<number | null>`max(${deliveries.windowTo})` };
      const [row] = await db.select(newest).from(deliveries).where(looked);
      const rests = await db
        .select({ rest: deliveries.rest })
        .from(deliveries)
        .where(and(looked, gte(deliveries.dueAt, since)));
      const lookedUntil = row?.windowTo ? new Date(row.windowTo) : null;
      return { lookedUntil, leftOver: new Set(rests.flatMap(({ rest }) => rest)) };
    },
    async lastSlot(subscription) {
      const newest = sql<string | null>`max(${deliveries.slot})`;
      const [row] = await db
        .select({ slot: newest })
        .from(deliveries)
        .where(eq(deliveries.subscriptionId, subscription));
      return row?.slot ?? null;
    },
    async sentIn(workspace, channel) {
      const [row] = await db
        .select({ count: sql<number>`count(*)` })
        .from(deliveries)
        .innerJoin(subscriptions, eq(subscriptions.id, deliveries.subscriptionId))
        .where(
          and(
            eq(subscriptions.workspaceId, workspace),
            eq(subscriptions.channel, channel),
            eq(deliveries.state, "sent"),
          ),
        );
      return row?.count ?? 0;
    },
    since: async (workspace, from) =>
      load(db, and(eq(subscriptions.workspaceId, workspace), gte(deliveries.dueAt, from))),
  };
}

type Plans = Parameters<Deliveries["plan"]>[0];

function planOne(db: Database, { subscription, from, slots, next }: Plans[number]): void {
  const rows = slots.map(({ date, dueAt, missed }) => ({
    subscriptionId: subscription,
    slot: date,
    dueAt,
    state: missed === null ? ("pending" as const) : ("missed" as const),
    reason: missed,
    nextAttemptAt: dueAt,
    rest: [],
  }));
  if (rows.length > 0) db.insert(deliveries).values(rows).onConflictDoNothing().run();
  db.update(subscriptions)
    .set({ nextDate: next.date, nextDueAt: next.dueAt })
    .where(and(eq(subscriptions.id, subscription), eq(subscriptions.nextDueAt, from)))
    .run();
}

function waiting(db: Database, now: Date) {
  return db
    .select({
      id: deliveries.id,
      workspaceId: subscriptions.workspaceId,
      platform: workspaces.platform,
      workspace: workspaces.workspace,
      channel: subscriptions.channel,
      composedAt: deliveries.composedAt,
    })
    .from(deliveries)
    .innerJoin(subscriptions, eq(subscriptions.id, deliveries.subscriptionId))
    .innerJoin(workspaces, eq(workspaces.id, subscriptions.workspaceId))
    .where(and(isOpen, isNull(workspaces.leftAt), lte(deliveries.nextAttemptAt, now), isFree(now)))
    .orderBy(asc(deliveries.dueAt), asc(deliveries.id))
    .all()
    .map(({ composedAt, ...place }) => ({ ...place, composed: composedAt !== null }));
}

const isFree = (now: Date) => or(isNull(deliveries.leaseUntil), lte(deliveries.leaseUntil, now));

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

function load(db: Database, where: ReturnType<typeof and>): Delivery[] {
  const rows = db
    .select({ delivery: deliveries, subscription: subscriptions, workspace: workspaces })
    .from(deliveries)
    .innerJoin(subscriptions, eq(subscriptions.id, deliveries.subscriptionId))
    .innerJoin(workspaces, eq(workspaces.id, subscriptions.workspaceId))
    .where(where)
    .orderBy(desc(deliveries.dueAt))
    .all();
  const ids = rows.map(({ delivery }) => delivery.id);
  const ordered = asc(deliveryParts.position);
  const parts = db.select().from(deliveryParts).where(inArray(deliveryParts.deliveryId, ids)).orderBy(ordered).all();
  const byDelivery = Map.groupBy(parts, ({ deliveryId }) => deliveryId);
  return rows.map(({ delivery, subscription, workspace }) => ({
    ...delivery,
    subscription: subscriptionOf(subscription),
    workspace,
    wanted: subscription.endedAt === null && subscription.pausedBecause === null,
    parts: (byDelivery.get(delivery.id) ?? []) satisfies Part[],
  }));
}
