const at = (day: string): Date => new Date(`${day}T12:00:00Z`);

const format = (options: Intl.DateTimeFormatOptions) => {
  const names = new Intl.DateTimeFormat("en-GB", { ...options, timeZone: "UTC" });
  return (day: string): string => names.format(at(day)).replaceAll(",", "");
};

/** `2025-11-07` as "Fri 7 Nov". */
export const shortDay = format({ weekday: "short", day: "numeric", month: "short" });

/** `2025-11-07` as "Friday 7 November". */
export const longDay = format({ weekday: "long", day: "numeric", month: "long" });

/** `2025-11-07` as "Friday". */
export const weekday = format({ weekday: "long" });

/** `2025-10-31` as "31 Oct 2025". */
export const fullDay = format({ day: "numeric", month: "short", year: "numeric" });

/** The day it is at a moment in a zone, `YYYY-MM-DD`. */
export const dayIn = (moment: Date, timezone: string): string =>
  new Intl.DateTimeFormat("sv-SE", { timeZone: timezone, dateStyle: "short" }).format(moment);
