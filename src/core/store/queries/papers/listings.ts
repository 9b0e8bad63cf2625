import { and, desc, eq, lte, sql } from "drizzle-orm";
import { publicId } from "../../../papers/public-id.ts";
import { listings, papers } from "../../schema/papers.ts";
import type { Connection } from "../connection.ts";
import type { Listings } from "../../store.ts";

/** The Daily pages kept in a database. */
export function listingsIn({ db }: Connection): Listings {
  return {
    async newestDay(until) {
      const [row] = await db
        .select({ day: sql<string | null>`max(${listings.day})` })
        .from(listings)
        .where(lte(listings.day, until));
      return row?.day ?? null;
    },
    async onDay(day) {
      const rows = await db
        .select({ id: papers.id })
        .from(listings)
        .innerJoin(papers, eq(papers.id, listings.paperId))
        .where(and(eq(listings.day, day)))
        .orderBy(desc(papers.upvotes), desc(papers.comments), papers.id);
      return rows.map(({ id }) => publicId(id));
    },
  };
}
