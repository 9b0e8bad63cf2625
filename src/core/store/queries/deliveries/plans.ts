import type { Deliveries, Plan, Waiting } from "../../delivery.ts";
import { isFree, isOpen } from "./conditions.ts";
import { and, asc, eq, gt, isNull, lte, sql } from "drizzle-orm";
import { deliveries } from "../../schema/deliveries.ts";
import { subscriptions } from "../../schema/subscriptions.ts";
import { workspaces } from "../../schema/workspaces.ts";
import type { Connection, Database } from "../connection.ts";
import { change, type Steps } from "../steps.ts";
import { waitsFor } from "./subscription-conditions.ts";
import { nextColumns } from "./subscriptions.ts";

/** Creates deliveries, and finds those to work on. */
export function deliveryPlans({
  db,
  atomically,
}: Connection): Pick<Deliveries, "plan" | "waiting" | "coming" | "nextAfter"> {
  return {
    plan: (plans) =>
      atomically(function* () {
        for (const plan of plans) yield* planOne(db, plan);
      }),
    waiting: (now) => waiting(db, now),
    coming: (now, until) => coming(db, now, until),
    async nextAfter(now) {
      const { nextAttemptAt, leaseUntil } = deliveries;
      const at = sql<number>`case when ${leaseUntil} > ${nextAttemptAt} then ${leaseUntil} else ${nextAttemptAt} end`;
      const [row] = await db
        .select({ at: sql<number | null>`min(${at})` })
        .from(deliveries)
        .where(and(isOpen, sql`${at} > ${now.getTime()}`));
      return row?.at ? new Date(row.at) : null;
    },
  };
}

/** Subscriptions with the same schedule share their slots: one statement per slot, and one to set the next due time. */
function* planOne(db: Database, { due, slots, next }: Plan): Steps<void> {
  for (const { date, dueAt, missed } of slots) {
    const state = missed === null ? "pending" : "missed";
    const at = dueAt.getTime();
    yield* change(sql`insert into ${deliveries} (subscription_id, slot, due_at, state, reason, next_attempt_at, rest)
      select id, ${date}, ${at}, ${state}, ${missed}, ${at}, '[]' from ${subscriptions} where ${waitsFor(due)} order by id
      on conflict do nothing`);
  }
  if (next) yield* change(db.update(subscriptions).set(nextColumns(next)).where(waitsFor(due)));
}

async function waiting(db: Database, now: Date): Promise<Waiting[]> {
  const rows = await db
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
    .orderBy(asc(deliveries.dueAt), asc(deliveries.id));
  return rows.map(({ composedAt, ...place }) => ({ ...place, composed: composedAt !== null }));
}

async function coming(db: Database, now: Date, until: Date): Promise<number[]> {
  const { id, state, dueAt, composedAt, subscriptionId } = deliveries;
  const fair = sql`row_number() over (partition by ${subscriptions.workspaceId} order by ${dueAt}, ${id})`;
  const rows = await db
    .select({ id })
    .from(deliveries)
    .innerJoin(subscriptions, eq(subscriptions.id, subscriptionId))
    .where(and(eq(state, "pending"), gt(dueAt, now), lte(dueAt, until), isNull(composedAt)))
    .orderBy(fair, asc(id));
  return rows.map((row) => row.id);
}
