const at = (day: string): Date => new Date(`${day}T12:00:00Z`);

/** Makes a format when it is first needed: that takes thirty times as long as using it. */
const format = (options: Intl.DateTimeFormatOptions) => {
  let names: Intl.DateTimeFormat | undefined;
  return (day: string): string => {
    names ??= new Intl.DateTimeFormat("en-GB", { ...options, timeZone: "UTC" });
    return names.format(at(day)).replaceAll(",", "");
  };
};

const short = format({ weekday: "short", day: "numeric", month: "short" });
const long = format({ weekday: "long", day: "numeric", month: "long" });

/** The year, where it is not the one of `now`. */
const otherYear = (day: string, now?: Date): string =>
  now === undefined || day.startsWith(now.toISOString().slice(0, 4)) ? "" : ` ${day.slice(0, 4)}`;

/** `2025-11-07` as "Fri 7 Nov"; with the year where `now` is in another one. */
export const shortDay = (day: string, now?: Date): string => short(day) + otherYear(day, now);

/** `2025-11-07` as "Friday 7 November"; with the year where `now` is in another one. */
export const longDay = (day: string, now?: Date): string => long(day) + otherYear(day, now);

/** `2025-11-07` as "Friday". */
export const weekday = format({ weekday: "long" });

const monthDay = format({ day: "numeric", month: "short" });

/** `2025-10-31` as "31 Oct 2025"; without the year where `now` is in the same one. */
export const fullDay = (day: string, now?: Date): string =>
  now && otherYear(day, now) === "" ? monthDay(day) : `${monthDay(day)} ${day.slice(0, 4)}`;

const dayFormats = new Map<string, Intl.DateTimeFormat>();

/** The day it is at a moment in a zone, `YYYY-MM-DD`. */
export function dayIn(moment: Date, timezone: string): string {
  const days = dayFormats.get(timezone) ?? new Intl.DateTimeFormat("sv-SE", { timeZone: timezone, dateStyle: "short" });
  dayFormats.set(timezone, days);
  return days.format(moment);
}
