import { sql } from "drizzle-orm";

/**
 * A value that a prepared statement is given when it runs, as SQLite keeps it: a moment in milliseconds, a list as JSON.
 * The plus changes no value. Without it SQLite makes the plan of a join anew each time a statement runs, because the
 * driver clears its values and 0 or 1 might deserve another plan: up to 60 of 70 µs.
 */
export const given = (name: string) => sql`+${sql.placeholder(name)}`;
