import type { Deliveries, Plan, Waiting } from "../../delivery.ts";
import { isFree, isOpen } from "./conditions.ts";
import { and, asc, eq, isNull, sql } from "drizzle-orm";
import { parameter } from "../parameter.ts";
import { deliveries } from "../../schema/deliveries.ts";
import { mailAddresses } from "../../schema/members.ts";
import { subscriptions } from "../../schema/subscriptions.ts";
import { workspaces } from "../../schema/workspaces.ts";
import type { Connection, Database } from "../connection.ts";
import { change, type Steps } from "../steps.ts";
import { waitsFor } from "./subscription-conditions.ts";
import { nextColumns } from "./subscriptions.ts";

/** Creates deliveries, and finds those to work on. */
export function deliveryPlans(connection: Connection): Pick<Deliveries, "plan" | "waiting" | "coming" | "nextAfter"> {
  const { db, atomically } = connection;
  // Every tick asks these, so they are prepared.
  const waiting = waitingStatement(connection);
  const coming = comingStatement(connection);
  const nextAfter = nextStatement(connection);
  return {
    plan: (plans) =>
      atomically(function* () {
        for (const plan of plans) yield* planOne(db, plan);
      }),
    async waiting(now): Promise<Waiting[]> {
      const rows = await waiting.rows({ now: now.getTime() });
      return rows.map(({ composedAt, to, address, ...place }) => ({
        ...place,
        ...(to === "email" ? { platform: "email" as const, workspace: domainOf(address ?? "") } : {}),
        composed: composedAt !== null,
      }));
    },
    async coming(now, until) {
      const rows = await coming.rows({ now: now.getTime(), until: until.getTime() });
      return rows.map(({ id }) => id);
    },
    async nextAfter(now) {
      const [row] = await nextAfter.rows({ now: now.getTime() });
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

const domainOf = (address: string): string => address.slice(address.lastIndexOf("@") + 1).toLowerCase();

function waitingStatement({ db, prepare }: Connection) {
  const isDue = sql`${deliveries.nextAttemptAt} <= ${parameter("now")}`;
  return prepare(
    db
      .select({
        id: deliveries.id,
        workspaceId: subscriptions.workspaceId,
        platform: workspaces.platform,
        workspace: workspaces.workspace,
        channel: subscriptions.channel,
        to: subscriptions.to,
        address: mailAddresses.address,
        composedAt: deliveries.composedAt,
      })
      .from(deliveries)
      .innerJoin(subscriptions, eq(subscriptions.id, deliveries.subscriptionId))
      .innerJoin(workspaces, eq(workspaces.id, subscriptions.workspaceId))
      .leftJoin(
        mailAddresses,
        and(
          eq(subscriptions.to, "email"),
          eq(mailAddresses.workspaceId, subscriptions.workspaceId),
          eq(mailAddresses.member, subscriptions.madeBy),
        ),
      )
      .where(and(isOpen, isNull(workspaces.leftAt), isDue, isFree(parameter("now"))))
      .orderBy(asc(deliveries.dueAt), asc(deliveries.id)),
  );
}

function comingStatement({ db, prepare }: Connection) {
  const { id, state, dueAt, composedAt, subscriptionId } = deliveries;
  const fair = sql`row_number() over (partition by ${subscriptions.workspaceId} order by ${dueAt}, ${id})`;
  const isComing = sql`${dueAt} > ${parameter("now")} and ${dueAt} <= ${parameter("until")}`;
  return prepare(
    db
      .select({ id })
      .from(deliveries)
      .innerJoin(subscriptions, eq(subscriptions.id, subscriptionId))
      .where(and(eq(state, "pending"), isComing, isNull(composedAt)))
      .orderBy(fair, asc(id)),
  );
}

function nextStatement({ db, prepare }: Connection) {
  const { nextAttemptAt, leaseUntil } = deliveries;
  const at = sql<number>`case when ${leaseUntil} > ${nextAttemptAt} then ${leaseUntil} else ${nextAttemptAt} end`;
  return prepare(
    db
      .select({ at: sql<number | null>`min(${at})` })
      .from(deliveries)
      .where(and(isOpen, sql`${at} > ${parameter("now")}`)),
  );
}
