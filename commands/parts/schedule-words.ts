import { dayIn, shortDay } from "../../src/core/messages/dates.ts";
import type { Schedule } from "../../src/core/delivery/schedule.ts";

const plural: Record<string, string> = {
  mon: "Mondays",
  tue: "Tuesdays",
  wed: "Wednesdays",
  thu: "Thursdays",
  fri: "Fridays",
  sat: "Saturdays",
  sun: "Sundays",
};

/** "weekdays", "every day", "Mondays and Thursdays". */
export function daysWords(on: string): string {
  if (on === "daily") return "every day";
  if (on === "weekdays") return on;
  const days = (on === "weekly" ? "mon" : on).split(",").map((day) => plural[day] ?? day);
  return days.length < 2 ? days.join("") : `${days.slice(0, -1).join(", ")} and ${days.at(-1)}`;
}

/** "weekdays at 09:00 Europe/Berlin". */
export const scheduleWords = ({ at, on, tz }: Schedule): string => `${daysWords(on)} at ${at} ${tz}`;

/** "Mon 10 Nov", of a moment in a zone. */
export const dayWords = (moment: Date, tz: string): string => shortDay(dayIn(moment, tz));
