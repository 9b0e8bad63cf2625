import { dayMs } from "../../durations.ts";
import { fullDay } from "./dates.ts";

const utcDay = (ms: number): string => new Date(ms).toISOString().slice(0, 10);
/** 0 for Monday. */
const placeInWeek = (ms: number): number => (new Date(ms).getUTCDay() + 6) % 7;

/** The ISO week of a day: `2026-08-17` is in `2026-W34`. */
export function weekOf(day: string): string {
  const at = Date.parse(day);
  const thursday = at + (3 - placeInWeek(at)) * dayMs;
  const year = utcDay(thursday).slice(0, 4);
  const number = Math.floor((thursday - Date.parse(`${year}-01-01`)) / (7 * dayMs)) + 1;
  return `${year}-W${String(number).padStart(2, "0")}`;
}

/** The Monday of an ISO week, `YYYY-MM-DD`; null for a week that no year has. */
export function mondayOf(week: string): string | null {
  const [, year = "", number = ""] = /^(\d{4})-W(\d{2})$/.exec(week) ?? [];
  const fourth = Date.parse(`${year}-01-04`);
  if (Number.isNaN(fourth)) return null;
  const monday = utcDay(fourth + ((Number(number) - 1) * 7 - placeInWeek(fourth)) * dayMs);
  return weekOf(monday) === week ? monday : null;
}

/** The day that is `days` after another. */
export const daysAfter = (day: string, days: number): string => utcDay(Date.parse(day) + days * dayMs);

/** "17 – 23 Aug 2026", "28 Dec 2026 – 3 Jan 2027". */
export function weekText(week: string): string {
  const monday = mondayOf(week) ?? "";
  const [from, until] = [fullDay(monday).split(" "), fullDay(daysAfter(monday, 6)).split(" ")];
  while (from.length > 1 && from.at(-1) === until[from.length - 1]) from.pop();
  return `${from.join(" ")} – ${until.join(" ")}`;
}
