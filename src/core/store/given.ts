import { sql } from "./drizzle.ts";

/** A value that a prepared statement is given when it runs, as SQLite keeps it: a moment in milliseconds, a list as JSON. */
export const given = (name: string) => sql`${sql.placeholder(name)}`;
