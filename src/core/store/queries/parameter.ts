import { is, Placeholder, sql } from "drizzle-orm";
import type { Values } from "./steps.ts";

/** A value a prepared statement gets when it runs, as the database keeps it: a moment in milliseconds, a list as JSON. */
export const parameter = (name: string) => sql`${sql.placeholder(name)}`;

/** Puts the values of a statement in the order of its parameters; those that its text gives stand among them. */
export function asParameters(params: readonly unknown[]): (values?: Values) => readonly unknown[] {
  const names = params.map((param) => (is(param, Placeholder) ? param.name : null));
  return (values = {}) =>
    areInOrder(values) ? values : names.map((name, i) => (name === null ? params[i] : values[name]));
}

const areInOrder = (values: Values): values is readonly unknown[] => Array.isArray(values);
