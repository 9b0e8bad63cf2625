import { and, lte, sql } from "drizzle-orm";
import type { Deliveries } from "../../delivery.ts";
import { deliveries } from "../../schema/deliveries.ts";
import type { Connection } from "../connection.ts";
import { isOpen } from "./conditions.ts";

/** Counts deliveries, for whoever watches over the bot. */
export const deliveryCounts = ({ db }: Connection): Pick<Deliveries, "counts" | "oldestOpen"> => ({
  counts: async () =>
    db
      .select({ state: deliveries.state, count: sql<number>`count(*)` })
      .from(deliveries)
      .groupBy(deliveries.state),
  async oldestOpen(now) {
    const due = sql<number | null>`min(${deliveries.dueAt})`;
    const [row] = await db
      .select({ due })
      .from(deliveries)
      .where(and(isOpen, lte(deliveries.dueAt, now)));
    return row?.due ? new Date(row.due) : null;
  },
});
