import { dayIn, shortDay } from "../../src/core/messages/dates.ts";
import { parseDays, parseTime, type Schedule } from "../../src/core/delivery/schedule.ts";
import { UserError } from "../../src/errors.ts";

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

const scheduleInTopic =
  /^(.*?)[\s,]*(?:\b(?:every|each|on)\s+(\w+day(?:s)?(?:(?:\s*,\s*|\s+and\s+|\s*&\s*|\s+)\w+days?)*|day|morning|week)|\b(daily|weekdays|weekly))?(?:\s+(?:at\s+)?(\d{1,2}(?:[:.]\d\d)?(?:\s*[ap]\.?m\.?)?))?$/i;

const everyWords: Record<string, string> = { day: "daily", morning: "daily", week: "weekly", weekday: "weekdays" };

interface WithSchedule {
  topic?: string | undefined;
  at?: string | undefined;
  on?: string | undefined;
}

/** Moves a schedule typed behind a topic (`rl every monday at 9`) to its options; throws a `UserError` for one it cannot read. */
export function withScheduleOfTopic<Typed extends WithSchedule>(typed: Typed): Typed {
  const { topic = "" } = typed;
  if (!/\b(?:every|each|daily|weekdays|weekly|on \w+day|at \d)/i.test(topic)) return typed;
  const [, about = "", every, word, time] = scheduleInTopic.exec(topic) ?? [];
  const days = (every ?? word)?.toLowerCase().replace(/\s+&\s+/g, " and ");
  const on = days === undefined ? undefined : parseDays(everyWords[days] ?? days);
  const at = time === undefined ? undefined : parseTime(time);
  const read = on !== null && at !== null && (on ?? at) !== undefined;
  const twice = (on !== undefined && typed.on !== undefined) || (at !== undefined && typed.at !== undefined);
  if (read && !twice) return { ...typed, topic: about, ...(on && { on }), ...(at && { at }) };
  if (!/\b(?:every|each|at \d)/i.test(topic)) return typed;
  throw new UserError(
    "usage",
    `I can't tell the topic from the schedule in \`${topic}\`. Write it like \`subscribe rl on:mon at:09:00\`.`,
    "subscribe",
  );
}
