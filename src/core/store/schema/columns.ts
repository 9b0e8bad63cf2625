import { integer, text } from "drizzle-orm/sqlite-core";

/** A moment, kept as milliseconds since 1970. */
export const moment = () => integer({ mode: "timestamp_ms" });

/** A list or object, kept as JSON text. */
export const json = <Value>() => text({ mode: "json" }).$type<Value>();

/** Yes or no, kept as 1 or 0. */
export const flag = () => integer({ mode: "boolean" });
