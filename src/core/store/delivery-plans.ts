import type { Deliveries, Plan } from "./delivery.ts";
import { isFree, isOpen } from "./delivery-conditions.ts";
import { and, asc, eq, isNull, lte, sql } from "./drizzle.ts";
import { given } from "./given.ts";
import { deliveries } from "./schema/deliveries.ts";
import { subscriptions } from "./schema/subscriptions.ts";
import { workspaces } from "./schema/workspaces.ts";
import type { Connection, Database } from "./sqlite.ts";

/** Plans what is owed, and tells what waits to be worked on. */
export function deliveryPlans({ db, atomically }: Connection): Pick<Deliveries, "plan" | "waiting" | "nextAfter"> {
  const planOne = planning(db);
  return {
    plan: async (plans) => atomically(() => void plans.forEach(planOne)),
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

function planning(db: Database): (plan: Plan) => void {
  const owed = db
    .insert(deliveries)
    .values({
      subscriptionId: given("subscription"),
      slot: given("date"),
      dueAt: given("due"),
      state: given("state"),
      reason: given("missed"),
      nextAttemptAt: given("due"),
      rest: [],
    })
    .onConflictDoNothing()
    .prepare();
  const moved = db
    .update(subscriptions)
    .set({ nextDate: given("date"), nextDueAt: given("due") })
    .where(and(eq(subscriptions.id, given("subscription")), eq(subscriptions.nextDueAt, given("from"))))
    .prepare();
  return ({ subscription, from, slots, next }) => {
    for (const { date, dueAt, missed } of slots) {
      const state = missed === null ? "pending" : "missed";
      owed.run({ subscription, date, due: dueAt.getTime(), state, missed });
    }
    moved.run({ subscription, from: from.getTime(), date: next.date, due: next.dueAt.getTime() });
  };
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
