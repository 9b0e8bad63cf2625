import type { Warn } from "./document.ts";

/** The months as a day is written with them, in full; three letters, and "Sept", stand for them too. */
const monthNames = "January February March April May June July August September October November December".split(" ");
const monthPattern = monthNames
  .map((name) => (name === "September" ? "Sep(?:t(?:ember)?)?" : `${name.slice(0, 3)}(?:${name.slice(3)})?`))
  .join("|");

/** ISO days and times with a zone, and the times of RSS. */
const zonedTime =
  /^(?:\d{4}-\d\d-\d\d(?:[T ][\d:.]+ ?(?:Z|UTC|[+-]\d\d:?\d\d))?|[A-Z][a-z]{2}, \d{1,2} [A-Z][a-z]{2} \d{4} .{1,20})$/;
/** Days in other spellings, and local times, of which the day as written counts: it must not depend on the machine. */
const localDay = /^(\d{4})([-/.]?)(\d\d)\2(\d\d)(?:[T ][\d:.]+)?$/;
const namedDay = new RegExp(
  `^(?:[A-Z][a-z]{2,8}, )?(?:(?<day>\\d{1,2})(?:st|nd|rd|th)?[ -](?<month>${monthPattern})|(?<month>${monthPattern})\\.? (?<day>\\d{1,2})(?:st|nd|rd|th)?)[.,]{0,2}[ -](?<year>\\d{4})$`,
  "i",
);

/** The day of a date or time, in UTC; null where it is missing, unreadable or outside of 1971–2099. */
export function readDay(value: unknown): string | null {
  if (typeof value !== "string") return null;
  const text = inDigits(value.trim());
  if (!zonedTime.test(text)) return null;
  // The last day of February is read on into March otherwise.
  const written = /^\d{4}-\d\d-\d\d/.exec(text)?.[0];
  if (written !== undefined && dayAt(Date.parse(written)) !== written) return null;
  const day = dayAt(Date.parse(text));
  return day !== null && day >= "1971" && day < "2100" ? day : null;
}

/** A day in another spelling, or a local time, as an ISO day; any other text as it is. */
function inDigits(text: string): string {
  const { day = "", month = "", year } = namedDay.exec(text)?.groups ?? {};
  if (year === undefined) return text.replace(localDay, "$1-$3-$4");
  const at = monthNames.findIndex((name) => name.slice(0, 3).toLowerCase() === month.slice(0, 3).toLowerCase());
  return [year, String(at + 1).padStart(2, "0"), day.padStart(2, "0")].join("-");
}

const dayAt = (time: number): string | null => (Number.isNaN(time) ? null : new Date(time).toISOString().slice(0, 10));

/** The day of a source's field; warns where it has a value of which no day can be read. */
export function dayInField(value: unknown, name: string, warn: Warn): string | null {
  const day = readDay(value);
  if (day === null && value !== undefined && value !== null && value !== "")
    warn(`${name} ${JSON.stringify(value)?.slice(0, 60)} is not a day like 2025-11-07; left out`);
  return day;
}

/** Units of a second in which programs count the time since 1970. */
const perSecond = [1, 1e3, 1e6, 1e9];

/** The day of a date as `readDay` reads it, or of a number: a time since 1970 in any unit, or a day's eight digits. */
export function readDayOrTime(value: unknown): string | null {
  const day = readDay(typeof value === "number" ? String(value) : value);
  if (day !== null) return day;
  const count = typeof value === "string" && /^\s*\d{8,19}\s*$/.test(value) ? Number(value) : value;
  if (typeof count !== "number") return null;
  // 1971 to 2099, in which no number is right in two units.
  const seconds = perSecond.map((unit) => count / unit).find((time) => time >= 31_536_000 && time < 4_102_444_800);
  return seconds === undefined ? null : dayAt(seconds * 1e3);
}

/** Whether a text is a day of the calendar, `YYYY-MM-DD`. */
export const isDay = (text: string): boolean => /^\d{4}-\d\d-\d\d$/.test(text) && readDay(text) === text;

/** How many months a day lies after the month in which arXiv gave out an id. */
export function monthsAfterId(day: string, id: string): number {
  const [, year = "", month = ""] = /^(?:.*\/)?(\d\d)(\d\d)/.exec(id) ?? [];
  const months = (yearOfDay: number, monthOfDay: number) => yearOfDay * 12 + monthOfDay;
  const given = months(Number(year) + (year > "90" ? 1900 : 2000), Number(month));
  return months(Number(day.slice(0, 4)), Number(day.slice(5, 7))) - given;
}
