const dayMs = 86_400_000;

/** The UTC day of a moment, `YYYY-MM-DD`. */
export const dayOf = (moment: Date): string => moment.toISOString().slice(0, 10);

/** A day some days later, or earlier. */
export const addDays = (day: string, days: number): string => dayOf(new Date(Date.parse(day) + days * dayMs));

/** The days from one to another, both included, newest first. */
export function daysBack(from: string, to: string): string[] {
  const count = Math.round((Date.parse(to) - Date.parse(from)) / dayMs) + 1;
  return Array.from({ length: Math.max(count, 0) }, (_, back) => addDays(to, -back));
}

const isWeekend = (day: string): boolean => [0, 6].includes(new Date(day).getUTCDay());

/** The last day of the week from Monday to Friday that is not after this one. */
export const weekdayUntil = (day: string): string => (isWeekend(day) ? weekdayUntil(addDays(day, -1)) : day);

/** The day in New York, by which arXiv announces. */
export const arxivDay = (moment: Date): string =>
  new Intl.DateTimeFormat("en-CA", { timeZone: "America/New_York" }).format(moment);

/** Whether a weekday lies strictly between two days: announcements that nobody read. */
export const missedBetween = (from: string, to: string): boolean =>
  daysBack(addDays(from, 1), addDays(to, -1)).some((day) => !isWeekend(day));
