import { UserError } from "../../errors.ts";
import { isDay } from "./reading/day.ts";
import type { SyncOptions } from "./source.ts";
import { dayMs } from "../../durations.ts";

/** Sources are read this often. */
export const syncEveryMs = 30 * 60_000;

/** A paper is watched for changes for this many days after it was posted or saved. */
export const daysWatched = 90;

/** The UTC day of a moment, `YYYY-MM-DD`. */
export const dayOf = (moment: Date): string => moment.toISOString().slice(0, 10);

/** A day some days later, or earlier. */
export const addDays = (day: string, days: number): string => dayOf(new Date(Date.parse(day) + days * dayMs));

/** The days from one to another, both included, newest first. */
export function daysBack(from: string, to: string): string[] {
  const count = Math.round((Date.parse(to) - Date.parse(from)) / dayMs) + 1;
  return Array.from({ length: Math.max(count, 0) }, (_, back) => addDays(to, -back));
}

/** The days a person asked a sync for, newest first, none after today; null where nobody asked. Throws a `UserError`. */
export function daysAsked({ date, since }: SyncOptions, today: string): string[] | null {
  const asked = date ?? since;
  if (asked === undefined) return null;
  if (!isDay(asked)) {
    throw new UserError("usage", `"${asked.slice(0, 40)}" is not a day. Write it like 2025-11-07.`);
  }
  const from = asked > today ? today : asked;
  return daysBack(from, date === undefined ? today : from);
}
