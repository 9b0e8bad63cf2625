import { addDays, dayOf, daysBack } from "../days.ts";

/** The feed is made anew at midnight in New York; until this long after it an older one is not late. */
const rebuildMs = 2 * 3_600_000;
/** arXiv is not asked for longer gaps than this; the metadata snapshot is the way to load history. */
const longestGapDays = 30;

/** The day in New York, by which arXiv announces. */
export const arxivDay = (moment: Date): string =>
  new Intl.DateTimeFormat("en-CA", { timeZone: "America/New_York" }).format(moment);

const isWeekend = (day: string): boolean => [0, 6].includes(new Date(day).getUTCDay());

/** The last day from Monday to Friday that is not after this one. */
const weekdayUntil = (day: string): string => (isWeekend(day) ? weekdayUntil(addDays(day, -1)) : day);

/** The day since which papers were submitted that were announced last by a day: about two weekdays before it. */
export function submittedSince(announced: string, now: Date): string {
  const from = weekdayUntil(addDays(weekdayUntil(announced), -1));
  const oldest = addDays(dayOf(now), -longestGapDays);
  return from > oldest ? from : oldest;
}

/** Whether announcements were made between a day and today, both left out. */
export const missedBetween = (day: string, today: string): boolean =>
  daysBack(addDays(day, 1), addDays(today, -1)).some((between) => !isWeekend(between));

/** Whether the feed should show today's list by now. */
export const shouldShowToday = (now: Date): boolean =>
  !isWeekend(arxivDay(now)) && arxivDay(new Date(now.getTime() - rebuildMs)) === arxivDay(now);

/** Whether nothing is announced today. */
export const isQuiet = (now: Date): boolean => isWeekend(arxivDay(now));
