import type { Deliveries, Plan } from "./delivery.ts";
import { isFree, isOpen } from "./delivery-conditions.ts";
import { and, asc, eq, isNull, lte, sql } from "./drizzle.ts";
import { deliveries } from "./schema/deliveries.ts";
import { subscriptions } from "./schema/subscriptions.ts";
import { workspaces } from "./schema/workspaces.ts";
import type { Connection, Database } from "./sqlite.ts";

/** Plans what is owed, and tells what waits to be worked on. */
export function deliveryPlans({ db, atomically }: Connection): Pick<Deliveries, "plan" | "waiting" | "nextAfter"> {
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
  };
}

function planOne(db: Database, { subscription, from, slots, next }: Plan): void {
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
