import { type Column, type SQL as Sql, sql } from "drizzle-orm";
import type { Connection } from "./connection.ts";
import { parameter } from "./parameter.ts";

/** Whether a number is in the JSON list given for a parameter. */
export const isNumberIn = ({ each }: Pick<Connection, "each">, column: Column | Sql, list: string) =>
  sql`${column} in (select cast(value as bigint) from ${each(parameter(list), "listed")})`;

/** Whether a text is in the JSON list given for a parameter. */
export const isTextIn = ({ each }: Pick<Connection, "each">, column: Column | Sql, list: string) =>
  sql`${column} in (select value from ${each(parameter(list), "listed")})`;
