import type { Deliveries, Delivery, Part } from "../../delivery.ts";
import { isDelivery } from "./conditions.ts";
import { and, asc, desc, eq, gte } from "drizzle-orm";
import { parameter } from "../parameter.ts";
import { deliveries, deliveryParts } from "../../schema/deliveries.ts";
import { subscriptions } from "../../schema/subscriptions.ts";
import { workspaces } from "../../schema/workspaces.ts";
import type { Connection, Database } from "../connection.ts";
import { subscriptionOf } from "./subscriptions.ts";

type Reading = Pick<Deliveries, "get" | "inWorkspace" | "since">;

/** Reads deliveries with their parts. */
export function deliveryRows({ db }: Connection): Reading {
  const inWorkspace = eq(subscriptions.workspaceId, parameter("workspace"));
  const byId = rowsWhere(db, isDelivery(parameter("id")));
  const byIdThere = rowsWhere(db, and(isDelivery(parameter("id")), inWorkspace));
  const dueSince = rowsWhere(db, and(inWorkspace, gte(deliveries.dueAt, parameter("from"))));
  const withParts = withPartsIn(db);
  return {
    get: async (id) => withParts(byId.all({ id }))[0] ?? null,
    inWorkspace: async (workspace, id) => withParts(byIdThere.all({ workspace, id }))[0] ?? null,
    since: async (workspace, from) => withParts(dueSince.all({ workspace, from: from.getTime() })),
  };
}

type Rows = ReturnType<ReturnType<typeof rowsWhere>["all"]>;

const rowsWhere = (db: Database, where: ReturnType<typeof and>) =>
  db
    .select({ delivery: deliveries, subscription: subscriptions, workspace: workspaces })
    .from(deliveries)
    .innerJoin(subscriptions, eq(subscriptions.id, deliveries.subscriptionId))
    .innerJoin(workspaces, eq(workspaces.id, subscriptions.workspaceId))
    .where(where)
    .orderBy(desc(deliveries.dueAt))
    .prepare();

function withPartsIn(db: Database): (rows: Rows) => Delivery[] {
  // One by one: in the order of its index, where a list of deliveries would have their messages sorted.
  const statement = db
    .select()
    .from(deliveryParts)
    .where(eq(deliveryParts.deliveryId, parameter("delivery")))
    .orderBy(asc(deliveryParts.position))
    .prepare();
  return (rows) =>
    rows.map(({ delivery, subscription, workspace }) => ({
      ...delivery,
      subscription: subscriptionOf(subscription),
      workspace,
      wanted: subscription.endedAt === null && subscription.pausedBecause === null,
      parts: statement.all({ delivery: delivery.id }) satisfies Part[],
    }));
}
