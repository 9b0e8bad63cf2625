import { sql } from "drizzle-orm";

/** A value a prepared statement gets when it runs, as the database keeps it: a moment in milliseconds, a list as JSON. */
export const parameter = (name: string) => sql`${sql.placeholder(name)}`;
