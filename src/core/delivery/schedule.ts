import { Cron } from "croner";
import { dayMs } from "../../durations.ts";

/** When a subscription is due: a local time on some weekdays, in an IANA zone. */
export interface Schedule {
  /** `HH:MM`, 24 hours, local. */
  at: string;
  /** `daily`, `weekdays`, `weekly` (Monday) or days in order: `mon,thu`. */
  on: string;
  /** IANA zone. */
  tz: string;
}

/** One due time of a schedule: the local date it belongs to, and the instant. */
export interface Slot {
  /** `YYYY-MM-DD`. */
  date: string;
  dueAt: Date;
}

const week = ["sun", "mon", "tue", "wed", "thu", "fri", "sat"] as const;
const dayGroups: Record<string, number[]> = { daily: [0, 1, 2, 3, 4, 5, 6], weekdays: [1, 2, 3, 4, 5], weekly: [1] };
/** What people call groups of days, without an s at the end. */
const calledGroups: Record<string, string> = {
  ...{
    day: "daily",
    everyday: "daily",
    "every-day": "daily",
    morning: "daily",
    week: "weekly",
    weekend: "sat,sun",
    "m-f": "weekdays",
  },
  ...{
    weekday: "weekdays",
    "week day": "weekdays",
    workday: "weekdays",
    "working day": "weekdays",
    "business day": "weekdays",
    "mo-fr": "weekdays",
  },
};

const namedTimes: Record<string, string> = { noon: "12:00", midday: "12:00", midnight: "0:00" };

/** Reads `09:00`, `9:30`, `9`, `9am`, `9:30 pm`, `18h`, `9 in the evening`, `noon` as `HH:MM`; null for anything else. */
export function parseTime(text: string): string | null {
  const typed = usualClock.reduce(
    (time, [found, usual]) => time.replace(found, usual),
    text.trim().toLowerCase().replace(/[,;]$/, ""),
  );
  const written = (Object.hasOwn(namedTimes, typed) ? namedTimes[typed] : undefined) ?? typed;
  const plain = written.replace(/^(?:(\d{1,2})h|(\d\d))(?=\d\d$)/, "$1$2:");
  const [, hours, minutes = "0", half] = /^(\d{1,2})(?:[:.](\d{2}))?\s*([ap])?\.?m?\.?$/.exec(plain) ?? [];
  if (hours === undefined || (half === undefined && /m/.test(plain))) return null;
  const hour = half ? onTheClock(Number(hours), half === "p") : Number(hours);
  if (hour === null || hour > 23 || Number(minutes) > 59) return null;
  return `${String(hour).padStart(2, "0")}:${minutes.padStart(2, "0")}`;
}

/** What people write around the digits of a time, and how it is read. */
const usualClock: readonly [RegExp, string][] = [
  [/^(?:at |@ ?)?(?:(?:about|around|roughly|approximately|exactly) )?(?=\d|noon|mid)/, ""],
  [/(?<=\d)\s*(?:hrs?|hours?|uhr|o['’ ]?\s?clock)\.?$/, ""],
  [/^(\d{1,2})h$/, "$1"],
  [/(?<=^\d{1,2}:\d\d):00\b/, ""],
  [/^12(?:[:.]00)? (?=noon$|midday$|midnight$)/, ""],
  [/\s*[ap]\.?m?\.?(?= (?:in the|at) )/, ""],
  [/ in the morning$/, "am"],
  // After midnight it is night too.
  [/(?<=^(?:12|[1-5])\b.*) at night$/, "am"],
  [/ (?:in the (?:afternoon|evening)|at night)$/, "pm"],
];

const onTheClock = (hour: number, afternoon: boolean): number | null =>
  hour < 1 || hour > 12 ? null : (hour % 12) + (afternoon ? 12 : 0);

/** Reads `daily`, `weekdays`, `weekly`, names of days (`mon, Thursday`) or spans of them (`mon-fri`) as they are stored; null for anything else. */
export function parseDays(text: string): string | null {
  const typed = text
    .trim()
    .toLowerCase()
    .replace(/^(?:every|each|on|from)\s+/, "");
  const group = typed.replace(/s$/, "");
  if (Object.hasOwn(calledGroups, group)) return calledGroups[group] ?? null;
  const words = typed
    .replace(/\s*(?:[-–]|\bto\b|\bthrough\b)\s*/g, "-")
    .split(/[\s,/&+]+/)
    .filter((word) => word !== "" && word !== "and");
  const [only = ""] = words;
  if (words.length === 1 && Object.hasOwn(dayGroups, only)) return only;
  const days = (words.length > 1 ? words.map(cutInList) : words).flatMap(daysNamed);
  if (days.length === 0 || days.includes(-1)) return null;
  const chosen = new Set(days);
  if (chosen.size === 7) return "daily";
  if (chosen.size === 5 && !chosen.has(0) && !chosen.has(6)) return "weekdays";
  return [1, 2, 3, 4, 5, 6, 0]
    .filter((day) => chosen.has(day))
    .map((day) => week[day])
    .join(",");
}

const longNames: Record<(typeof week)[number], string> = {
  sun: "sunday",
  mon: "monday",
  tue: "tuesday",
  wed: "wednesday",
  thu: "thursday",
  fri: "friday",
  sat: "saturday",
};

const dayNamed = (name: string): number => {
  const word = name.replace(/\.$/, "").replace(/^weds$/, "wed");
  return week.findIndex((day) => word.length > 2 && `${longNames[day]}s`.startsWith(word));
};

/** Days are cut to two letters in lists alone: `mo,we,fr`. */
const cutInList = (word: string): string => week.find((day) => word === day.slice(0, 2)) ?? word;

const groupsInLists: Record<string, number[]> = { weekday: [1, 2, 3, 4, 5], weekend: [6, 0] };

/** The day of a name, or all from one to another or of a group; -1 for a name that is none. */
function daysNamed(word: string): number[] {
  const group = word.replace(/s$/, "");
  if (Object.hasOwn(groupsInLists, group)) return groupsInLists[group] ?? [];
  const [first = -1, last, ...more] = word.split("-").map(dayNamed);
  if (last === undefined) return [first];
  if (first === -1 || last === -1 || more.length > 0) return [-1];
  return Array.from({ length: ((last - first + 7) % 7) + 1 }, (_, at) => (first + at) % 7);
}

const weekdaysOf = (on: string): number[] =>
  dayGroups[on] ?? on.split(",").map((day) => week.indexOf(day as (typeof week)[number]));

/** Whether a schedule has five or more days a week; decides how late a roundup may still be sent. */
export const isDaily = (on: string): boolean => weekdaysOf(on).length >= 5;

/**
 * The first slot strictly after an instant. A time that spring-forward skips falls on the first instant after the gap,
 * a time that comes twice on its first occurrence, so that every local date has exactly one slot.
 */
export function nextSlot(schedule: Schedule, after: Date): Slot {
  const { at, on, tz } = schedule;
  const key = `${at} ${on} ${tz}`;
  const known = nextSlots.get(key);
  // A slot stays the next one until it is due, and thousands of subscriptions share a schedule.
  if (known && known.after <= after && after < known.slot.dueAt) return known.slot;
  const slot = slotAfter(schedule, after);
  if (nextSlots.size > 2_000) nextSlots.clear();
  nextSlots.set(key, { after, slot });
  return slot;
}

const nextSlots = new Map<string, { after: Date; slot: Slot }>();

function slotAfter(schedule: Schedule, after: Date): Slot {
  const days = weekdaysOf(schedule.on);
  const [hour = 0, minute = 0] = schedule.at.split(":").map(Number);
  const dueAt = nextRun(`${minute} ${hour} * * ${days.join(",")}`, schedule.tz, after);
  const date = localDate(dueAt, schedule.tz);
  const first = localDate(after, schedule.tz);
  for (let day = first; day < date; day = dayAfter(day)) {
    if (!days.includes(weekdayOf(day))) continue;
    const swallowed = endOfDayThatSkips(schedule, day, after);
    if (swallowed) return { date: day, dueAt: swallowed };
  }
  return { date, dueAt };
}

/** The start of the next day, if the clock jumps from before `at` straight into it (Nuuk in spring): croner skips that day. */
function endOfDayThatSkips({ at, tz }: Schedule, day: string, after: Date): Date | null {
  let end = nextRun("0 0 * * *", tz, after);
  while (localDate(end, tz) <= day) end = nextRun("0 0 * * *", tz, end);
  return localTime(new Date(end.getTime() - 1), tz) < at ? end : null;
}

const runs = new Map<string, Cron>();

function nextRun(pattern: string, tz: string, after: Date): Date {
  const key = `${pattern} ${tz}`;
  if (runs.size > 2_000) runs.clear();
  const cron = runs.get(key) ?? new Cron(pattern, { timezone: tz, paused: true });
  runs.set(key, cron);
  const next = cron.nextRun(after);
  if (!next) throw new Error(`no next run of ${key}`);
  return next;
}

const clocks = new Map<string, Intl.DateTimeFormat>();

/** `YYYY-MM-DD HH:MM` in the zone: the Swedish format. */
function localText(instant: Date, tz: string): string {
  const clock =
    clocks.get(tz) ?? new Intl.DateTimeFormat("sv-SE", { timeZone: tz, dateStyle: "short", timeStyle: "short" });
  clocks.set(tz, clock);
  return clock.format(instant);
}

/** The local date of an instant, `YYYY-MM-DD`. */
export const localDate = (instant: Date, tz: string): string => localText(instant, tz).slice(0, 10);

/** The local time of an instant, `HH:MM`. */
export const localTime = (instant: Date, tz: string): string => localText(instant, tz).slice(11, 16);

const atNoon = (date: string): Date => new Date(`${date}T12:00:00Z`);

/** The day of the week of a date, Sunday is 0. */
export const weekdayOf = (date: string): number => atNoon(date).getUTCDay();

/** The date that follows. */
export const dayAfter = (date: string): string => daysFrom(date, 1);

/** The date so many days later, or earlier. */
export const daysFrom = (date: string, days: number): string =>
  new Date(atNoon(date).getTime() + days * dayMs).toISOString().slice(0, 10);
