import { UserError } from "../../errors.ts";
import { dayMs } from "../../durations.ts";
import { dayIn } from "../messages/dates.ts";
import { mondayOf } from "../messages/iso-week.ts";
import { inUsualWords, withoutFiller } from "./day-words.ts";
import { repeatable } from "./repeatable.ts";

/** What a day option takes. */
export const spans = "a day like 2025-11-07, a year, or a span like 7d, 2w, 3m, last week";

/** A typed day as `YYYY-MM-DD`, or why it is none that can be used: the end of a sentence. */
export type TypedDay = { day: string } | { says: string };

/** Reads a typed day (`2025-11-07`, `2025-11`, `7d`, `last week`, `friday`, `7 nov`) as `YYYY-MM-DD`; throws a `UserError` for anything else. */
export function dayTyped(option: string, typed: string, now: Date): string {
  const read = readTypedDay(typed, now);
  if (read && "day" in read) return read.day;
  const why = read === null ? "" : `, ${read.says}`;
  throw new UserError("usage", `\`${option}\` takes ${spans}; got \`${repeatable(typed)}\`${why}.`);
}

/** Reads a day or the first day of a span; null for a text that is neither. */
export function readTypedDay(typed: string, now: Date): TypedDay | null {
  if (hasLastDay(typed, now)) return { says: "which has a last day: papers are listed from a first day to the newest" };
  const text = inUsualWords(typed);
  if (toCome.test(text)) return stillToCome;
  const span =
    /^(?:last )?(\d{1,3}(?:\.\d)?|\d{4}(?= ?d)) ?([dwmy])(?:os?|ays?|eeks?|ks?|onths?|ears?|rs?)?(?: ago)?$/.exec(text);
  if (span)
    return { day: daysAgo(Math.min(mostDays, Math.ceil(Number(span[1]) * (daysInSpan[span[2] ?? ""] ?? 0))), now) };
  const hours = /^(?:last )?(\d{1,4}) ?h(?:(?:ou)?rs?)?(?: ago)?$/.exec(text)?.[1];
  if (hours) return { day: daysAgo(Math.ceil(Number(hours) / 24), now) };
  const first = Object.hasOwn(begun, text) ? begun[text]?.(now) : undefined;
  if (first !== undefined) return { day: first };
  const named = text.replace(/^last /, "");
  if (Object.hasOwn(namedSpans, named)) return { day: daysAgo(namedSpans[named] ?? 0, now) };
  const day = firstOfYear(text) ?? firstOfMonth(text, now) ?? firstOfPart(text, now);
  return day === null ? calendarDay(typed, now) : usable(day, now);
}

/** A century. */
const mostDays = 36_500;
const daysInSpan: Record<string, number> = { d: 1, w: 7, m: 30, y: 365 };
const namedSpans: Record<string, number> = { today: 0, yesterday: 1, day: 1, week: 7, month: 30, year: 365 };

const toCome = /^(?:tomorrow|(?:next|coming|upcoming) \S+|in \S+ (?:day|week|month|year)s?)$/;
const stillToCome: TypedDay = { says: "which is still to come" };

/** `may to july`, `between 2024 and 2025`, `2025-11-07..2025-11-10`, `until june`: a text that names a last day. */
function hasLastDay(typed: string, now: Date): boolean {
  const text = withoutFiller(typed).replace(/^between /, "");
  const last = /^(?:until|till|before|up to) (.+)$/.exec(text)?.[1];
  const ends = last === undefined ? text.split(/ (?:to|until|till|through|thru|and|[-–—]) |\.{2,}|[–—]/) : [last, last];
  // Two years or two months: "2025-nov" is one month.
  const alike = /^(?:(?=\d{4}-\d{4}$)|(?=[a-z]+-[a-z]+$))(\w{3,9})-(\w{3,9})$/.exec(text)?.slice(1);
  const both = alike ?? ends;
  return both.length === 2 && both.every((end) => readTypedDay(end, now) !== null);
}

/** The first day of what has begun and is not over. */
const begun: Record<string, (now: Date) => string> = {
  "this week": (now) => startOfWeek(0, now),
  "start of last week": (now) => startOfWeek(-1, now),
  "start of last month": (now) => dayIn(new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() - 1)), "UTC"),
  "start of last year": (now) => `${now.getUTCFullYear() - 1}-01-01`,
  "this quarter": (now) => startOfQuarter(0, now),
  "last quarter": (now) => startOfQuarter(-1, now),
  "this month": (now) => `${daysAgo(0, now).slice(0, 7)}-01`,
  "this year": (now) => `${daysAgo(0, now).slice(0, 4)}-01-01`,
};

const daysAgo = (count: number, now: Date): string => dayIn(new Date(now.getTime() - count * dayMs), "UTC");

/** The Monday of a week. `away` counts from the present week: 0 is this one, -1 the last one. */
const startOfWeek = (away: number, now: Date): string => daysAgo(((now.getUTCDay() + 6) % 7) - 7 * away, now);

/** The first day of a year or of a month in digits: `2025`, `2025-11`, `11/2025`. */
function firstOfYear(text: string): string | null {
  const [, year, month = 1] = /^(\d{4})(?:[-/.](\d{1,2}))?$/.exec(text.replace(/^(\d\d)[-/.](\d{4})$/, "$2-$1")) ?? [];
  return year === undefined ? null : dayOfParts(year, month, 1);
}

/** The first day of a month written in letters: `nov 2025`, `november`, the last one that has begun, `last november`, the last one that is over. */
function firstOfMonth(text: string, now: Date): string | null {
  const [, over, name = "", year, which] =
    /^(last )?([a-z]{3,9})\.?,?(?: (?:of )?(?:(\d{4})|(this|last) year))?$/.exec(text) ?? [];
  const month = monthOf(name);
  if (month === -1) return null;
  const thisYear = now.getUTCFullYear();
  const isToCome = over === undefined ? month > now.getUTCMonth() : month >= now.getUTCMonth();
  const lastOne = isToCome ? thisYear - 1 : thisYear;
  return dayOfParts(year ?? (which === undefined ? lastOne : thisYear - (which === "last" ? 1 : 0)), month + 1, 1);
}

const ordinals: Readonly<Record<string, number>> = { first: 1, second: 2, third: 3, fourth: 4 };
const partOfYear =
  /^(?:(\d{4})[ -]?)?(?:(q|h)([1-4])|(first|second|third|fourth|[1-4](?:st|nd|rd|th)) (quarter|half))(?:[ -]?(?:of )?(\d{4}))?$/;
const weekOfYear = /^(?:(\d{4})[ -]?)?w(\d{1,2})(?:[ -]?(?:of )?(\d{4}))?$/;

/** The first day of a week, quarter or half (`2026-w30`, `q2 2026`, `second half of 2025`); without a year the last one that has begun. */
function firstOfPart(text: string, now: Date): string | null {
  const year = now.getUTCFullYear();
  const lastBegun = (inYear: (year: string | number) => string) =>
    inYear(inYear(year) > daysAgo(0, now) ? year - 1 : year);
  const [, yearBefore, week, yearBehind] = weekOfYear.exec(text) ?? [];
  if (week !== undefined) {
    const inYear = (year: string | number) => mondayOf(`${year}-W${week.padStart(2, "0")}`) ?? `${year}-W${week}`;
    return yearBefore || yearBehind ? inYear(yearBefore ?? yearBehind ?? "") : lastBegun(inYear);
  }
  const [, before, letter, digit, ordinal = "", noun, behind] = partOfYear.exec(text) ?? [];
  const months = (letter ?? noun?.[0]) === "q" ? 3 : 6;
  const month = (Number(digit ?? ordinals[ordinal] ?? ordinal.charAt(0)) - 1) * months + 1;
  if (Number.isNaN(month) || month < 1 || month > 12 || (letter ?? noun) === undefined) return null;
  const inYear = (year: string | number) => dayOfParts(year, month, 1);
  return before || behind ? inYear(before ?? behind ?? "") : lastBegun(inYear);
}

/** The first day of a quarter of a year. `away` counts from the present quarter: 0 is this one, -1 the last one. */
function startOfQuarter(away: number, now: Date): string {
  const quarter = Math.floor(now.getUTCMonth() / 3) + away;
  return dayIn(new Date(Date.UTC(now.getUTCFullYear(), quarter * 3)), "UTC");
}

const longMonths = "january february march april may june july august september october november december".split(" ");

/** The month of a name or of its first letters; -1 for another word. */
const monthOf = (name: string): number => longMonths.findIndex((month) => name.length > 2 && month.startsWith(name));

const longWeekdays = ["sunday", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday"];
const writtenDay =
  /^(?:(\d{1,2})(?:st|nd|rd|th|\.)? (?:of )?([a-z]{3,9})\.?|([a-z]{3,9})\.? (\d{1,2})(?:st|nd|rd|th)?),?(?: (\d{4}|\d\d))?$/;
/** `the 1st`; without "the" it may be a number: 2nd order methods. */
const dayOfMonth = /\bthe (\d{1,2})(?:st|nd|rd|th)$/i;
/** `friday last week`. */
const dayOfWeek = /^(\w+) (?:of )?(this|last) week$/;
/** `2025/11/7`, and `7.11.2025`, whose dots mean that the day comes first. */
const yearFirst = /^(\d{4})(?:[-/.](?=\d+[-/.])|(?=\d{4}$))(\d{1,2})[-/.]?(\d{1,2})$/;
const dayFirst = /^(\d{1,2})\. ?(\d{1,2})\.(?: ?(\d{4}|\d\d))?$/;
/** `11/7/2025`: Europeans write the day first, Americans the month. */
const eitherFirst = /^(\d{1,2})([/-])(\d{1,2})(?:\2(\d{4}|\d\d))?$/;

/** A text that names one day (`2025-11-07`, `yesterday`, `friday`, `7 nov`): the last one that was; null for any other text. */
export function calendarDay(typed: string, now: Date): TypedDay | null {
  const text = inUsualWords(typed);
  const numbers = yearFirst.exec(text);
  if (numbers) return usable(dayOfParts(numbers[1], numbers[2], numbers[3]), now);
  const dotted = dayFirst.exec(text);
  if (dotted) return lastOn(dotted[2], dotted[1], dotted[3], now);
  const slashed = eitherFirst.exec(text);
  if (slashed) return slashedDay(slashed, now);
  if (text === "today") return { day: daysAgo(0, now) };
  if (text === "yesterday") return { day: daysAgo(1, now) };
  if (text === "day before yesterday") return { day: daysAgo(2, now) };
  const [, ofWeek = "", which] = dayOfWeek.exec(text) ?? [];
  if (weekdayNamed(ofWeek) !== -1)
    return usable(daysAgo(-((weekdayNamed(ofWeek) + 6) % 7), atStartOf(which === "last" ? -1 : 0, now)), now);
  const [, inMonth] = dayOfMonth.exec(typed.trim()) ?? [];
  if (inMonth !== undefined) return lastOfMonths(inMonth, now);
  const weekday = weekdayNamed(text.replace(/^(?:last|this) /, ""));
  if (weekday !== -1) return { day: daysAgo(((now.getUTCDay() - weekday + 6) % 7) + 1, now) };
  const [, before, monthAfter, monthBefore, after, year] = writtenDay.exec(text) ?? [];
  const month = monthOf(monthAfter ?? monthBefore ?? "");
  return month === -1 ? null : lastOn(month + 1, before ?? after, year, now);
}

const atStartOf = (week: number, now: Date): Date => new Date(startOfWeek(week, now));

/** The weekday of a name or its first letters, Sunday is 0; -1 for another word. */
const weekdayNamed = (name: string): number =>
  longWeekdays.findIndex(
    (day) => name.length > 2 && (day.startsWith(name) || (name === "weds" && day === "wednesday")),
  );

/** The last one of the months that has this day and has reached it. */
function lastOfMonths(day: string, now: Date): TypedDay {
  const [year, month] = [now.getUTCFullYear(), now.getUTCMonth()];
  const days = [0, 1, 2].map((ago) => {
    const first = new Date(Date.UTC(year, month - ago));
    return dayOfParts(first.getUTCFullYear(), first.getUTCMonth() + 1, day);
  });
  const last = days.find((one) => isCalendarDay(one) && one <= daysAgo(0, now));
  return last === undefined ? noSuchDay : { day: last };
}

/** A day in slashes is known only where one of the numbers is no month, or both are the same. */
function slashedDay([, first, sign, second, year]: RegExpExecArray, now: Date): TypedDay | null {
  if (sign === "-" && year?.length !== 4) return null;
  const read = [lastOn(second, first, year, now), lastOn(first, second, year, now)];
  const asTyped = read.flatMap((one) => ("day" in one ? [one.day] : []));
  const days = [...new Set([...asTyped, ...yearFirstDay([first, second, year].map(String), asTyped, now)])];
  if (days.length < 2) return days[0] === undefined ? noSuchDay : { day: days[0] };
  return { says: `which may be ${days.join(" or ")}` };
}

/** `25/11/07` with the year first, where that is the later day: papers asked for are likelier of 2025 than of 2007. */
function yearFirstDay(parts: string[], others: string[], now: Date): string[] {
  const [year, month, day] = parts;
  if (!parts.every((part) => part.length === 2)) return [];
  const read = lastOn(month, day, year, now);
  return "day" in read && others.every((other) => other < read.day) ? [read.day] : [];
}

/** The day of a month (1 to 12), in the year or else the last one that was: a 29 February may be years ago. */
function lastOn(month: string | number = "", day = "", year: string | undefined, now: Date): TypedDay {
  if (year !== undefined) return usable(dayOfParts(year.replace(/^(?=\d\d$)/, "20"), month, day), now);
  const years = Array.from({ length: 9 }, (_, ago) => dayOfParts(now.getUTCFullYear() - ago, month, day));
  const last = years.find((one) => isCalendarDay(one) && one <= daysAgo(0, now));
  return last === undefined ? noSuchDay : { day: last };
}

const dayOfParts = (year: string | number = "", month: string | number = "", day: string | number = ""): string =>
  [year, ...[month, day].map((part) => String(part).padStart(2, "0"))].join("-");

const noSuchDay: TypedDay = { says: "which no calendar has" };

/** A day that is, and is not to come: it may be tomorrow in UTC, which begins earlier east of it. */
function usable(day: string, now: Date): TypedDay {
  if (!isCalendarDay(day)) return noSuchDay;
  return day > daysAgo(-1, now) ? stillToCome : { day };
}

function isCalendarDay(day: string): boolean {
  const date = new Date(`${day}T00:00:00Z`);
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(day);
}
