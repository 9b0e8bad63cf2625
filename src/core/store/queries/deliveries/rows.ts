import type { Deliveries, Delivery, Part } from "../../delivery.ts";
import { isDelivery } from "./conditions.ts";
import { and, asc, desc, eq, gte } from "drizzle-orm";
import { parameter } from "../parameter.ts";
import { deliveries, deliveryParts } from "../../schema/deliveries.ts";
import { subscriptions } from "../../schema/subscriptions.ts";
import { workspaces } from "../../schema/workspaces.ts";
import type { Connection } from "../connection.ts";
import { subscriptionOf } from "./subscriptions.ts";

type Reading = Pick<Deliveries, "get" | "inWorkspace" | "since">;

/** Reads deliveries with their parts. */
export function deliveryRows(connection: Connection): Reading {
  const inWorkspace = eq(subscriptions.workspaceId, parameter("workspace"));
  const byId = rowsWhere(connection, isDelivery(parameter("id")));
  const byIdThere = rowsWhere(connection, and(isDelivery(parameter("id")), inWorkspace));
  const dueSince = rowsWhere(connection, and(inWorkspace, gte(deliveries.dueAt, parameter("from"))));
  const withParts = withPartsIn(connection);
  return {
    get: async (id) => (await withParts(await byId.rows({ id })))[0] ?? null,
    inWorkspace: async (workspace, id) => (await withParts(await byIdThere.rows({ workspace, id })))[0] ?? null,
    since: async (workspace, from) => withParts(await dueSince.rows({ workspace, from: from.getTime() })),
  };
}

type Rows = Awaited<ReturnType<ReturnType<typeof rowsWhere>["rows"]>>;

const rowsWhere = ({ db, prepare }: Connection, where: ReturnType<typeof and>) =>
  prepare(
    db
      .select({ delivery: deliveries, subscription: subscriptions, workspace: workspaces })
      .from(deliveries)
      .innerJoin(subscriptions, eq(subscriptions.id, deliveries.subscriptionId))
      .innerJoin(workspaces, eq(workspaces.id, subscriptions.workspaceId))
      .where(where)
      .orderBy(desc(deliveries.dueAt)),
  );

function withPartsIn({ db, prepare }: Connection): (rows: Rows) => Promise<Delivery[]> {
  // One delivery at a time: its parts come in index order. For a list of deliveries SQLite would sort all messages.
  const partsOf = prepare(
    db
      .select()
      .from(deliveryParts)
      .where(eq(deliveryParts.deliveryId, parameter("delivery")))
      .orderBy(asc(deliveryParts.position)),
  );
  return (rows) =>
    Promise.all(
      rows.map(async ({ delivery, subscription, workspace }) => ({
        ...delivery,
        subscription: subscriptionOf(subscription),
        workspace,
        wanted: subscription.endedAt === null && subscription.pausedBecause === null,
        parts: (await partsOf.rows({ delivery: delivery.id })) satisfies Part[],
      })),
    );
}
