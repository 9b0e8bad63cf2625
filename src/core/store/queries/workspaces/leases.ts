import { and, eq, or, sql } from "drizzle-orm";
import type { Leases } from "../../lease.ts";
import { leases } from "../../schema/leases.ts";
import type { Connection } from "../connection.ts";
import { change } from "../steps.ts";

/** Leases kept in a database. */
export function leasesIn({ db, clock, write }: Connection): Leases {
  const last = async (name: string) => (await db.select().from(leases).where(eq(leases.name, name)))[0]?.holder ?? null;
  return {
    async hold(name, holder, termMs) {
      const until = sql`${clock} + ${termMs}`;
      // No term ends later than this: what says so was written by a clock that ran ahead.
      const isOver = or(sql`${leases.until} <= ${clock}`, sql`${leases.until} > ${until}`);
      const other = sql`not (${leases.holder} = ${holder} or ${isOver})`;
      // Only reads while another has it, because on SQLite even a change of no row waits for whoever writes.
      const [held] = await db
        .select({ holder: leases.holder })
        .from(leases)
        .where(and(eq(leases.name, name), other));
      if (held) return held.holder;
      const take = db
        .insert(leases)
        .values({ name, holder, until })
        .onConflictDoUpdate({ target: leases.name, set: { holder, until }, setWhere: sql`not (${other})` });
      if ((await write(() => change(take))) > 0) return holder;
      return (await last(name)) ?? "";
    },
    holder: last,
    async release(name, holder) {
      const its = and(eq(leases.name, name), eq(leases.holder, holder));
      await write(() => change(db.delete(leases).where(its)));
    },
  };
}
