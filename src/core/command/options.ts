import * as z from "zod";
import { UserError } from "../../errors.ts";
import { dayIn } from "../messages/dates.ts";
import { repeatable } from "./parse-text.ts";
import { dayMs } from "../../durations.ts";

// Descriptions say what an option takes: "`limit` takes a number of papers, 1 to 100; got `abc`."

/** How many papers a page has, 1 to 100; a chat shows at most ten at once, and More goes on. */
export const limit = z.coerce.number().int().min(1).max(100).default(10).describe("a number of papers, 1 to 100");

/** Reads a typed number of papers; throws a `UserError` for anything else. */
export function limitTyped(typed: string): number {
  const read = limit.safeParse(typed);
  if (read.success) return read.data;
  throw new UserError("usage", `\`limit\` takes ${limit.description ?? ""}; got \`${repeatable(typed)}\`.`);
}

/** A paper, by arXiv id, link or title. */
export const paper = z.string().min(1).describe("an arXiv id, a link or words of the title");

const spans = "a day like 2025-11-07, a year, or a span like 7d, 2w, 3m, last week";

/** A first day, read by `dayTyped`. */
export const since = z.string().optional().describe(spans);

const daysInSpan: Record<string, number> = { d: 1, w: 7, m: 30, y: 365 };
const namedSpans: Record<string, number> = {
  today: 0,
  yesterday: 1,
  day: 1,
  week: 7,
  month: 30,
  year: 365,
};

/** Reads a typed day (`2025-11-07`, `2025-11`, `7d`, `last week`, `friday`, `7 nov`) as `YYYY-MM-DD`; throws a `UserError` for anything else. */
export function dayTyped(option: string, typed: string, now: Date): string {
  const text = inUsualWords(typed);
  const span = /^(?:(?:last|past) )?(\d{1,3})\s*([dwmy])(?:os?|ays?|eeks?|ks?|onths?|ears?|rs?)?(?: ago)?$/.exec(text);
  if (span) return daysAgo(Number(span[1]) * (daysInSpan[span[2] ?? ""] ?? 0), now);
  const hours = /^(?:(?:last|past) )?(\d{1,4}) ?h(?:(?:ou)?rs?)?(?: ago)?$/.exec(text)?.[1];
  if (hours) return daysAgo(Math.ceil(Number(hours) / 24), now);
  if (Object.hasOwn(begun, text)) return begun[text]?.(now) ?? "";
  const named = text.replace(/^(?:last|past) /, "");
  if (Object.hasOwn(namedSpans, named)) return daysAgo(namedSpans[named] ?? 0, now);
  const [, year, month = "01"] = /^(\d{4})(?:[-/.](\d{2}))?$/.exec(text.replace(/^(\d\d)[/.](\d{4})$/, "$2-$1")) ?? [];
  const day =
    year === undefined
      ? (calendarDay(typed, now) ?? firstOfMonth(text, now) ?? firstOfPart(text, now))
      : `${year}-${month}-01`;
  if (day !== null && isCalendarDay(day)) return day;
  throw new UserError("usage", `\`${option}\` takes ${spans}; got \`${repeatable(typed)}\`.`);
}

/** The first day of what has begun and is not over. */
const begun: Record<string, (now: Date) => string> = {
  "this week": (now) => daysAgo((now.getUTCDay() + 6) % 7, now),
  "this quarter": (now) => startOfQuarter(0, now),
  "last quarter": (now) => startOfQuarter(-1, now),
  "this month": (now) => `${daysAgo(0, now).slice(0, 7)}-01`,
  "this year": (now) => `${daysAgo(0, now).slice(0, 4)}-01-01`,
};

const numberWords = "one two three four five six seven eight nine ten".split(" ");
const numberWord = new RegExp(`\\b(?:an?|${numberWords.join("|")}) (?=day|week|month|year)`);

/** What else people call a day or a span. */
const otherWords: readonly [RegExp, string][] = [
  [/^(\d{4}-\d\d-\d\d)[t ]\d\d:.*$/, "$1"],
  [/^(\d{4})年(\d{1,2})月(\d{1,2})日?$/, "$1-$2-$3"],
  [/^(\d{1,2})月(\d{1,2})日?$/, "$2.$1."],
  [/(?<=[a-z])-(?=[a-z\d])|(?<=\d)-(?=[a-z]{3})/g, " "],
  // With slashes the order is known only where one of the numbers is no month.
  [/^(1[3-9]|[23]\d)\/(\d{1,2})\/(\d{4})$/, "$1.$2.$3"],
  [/^(\d{1,2})\/(1[3-9]|[23]\d)\/(\d{4})$/, "$2.$1.$3"],
  [/^(?:last night|yesterday (?:morning|afternoon|evening|night))$/, "yesterday"],
  [/^(?:tonight|(?:right |just )?now|this (?:morning|afternoon|evening))$/, "today"],
  [/^(?:start|beginning) of (?:(?:the|this) )?(?=(?:week|month|quarter|year)$)/, "this "],
  [/^(?:early|(?:start|beginning) of) (?=\S)/, ""],
  [/^mid (?=\d{4}$)/, "h2 "],
  [/^mid (?=\S)/, "15 "],
  [/\bweekend$/, "saturday"],
  [/^half a year\b/, "6 months"],
  [/\ba? ?couple (?:of )?/, "2 "],
  [/\b(?:a )?(?:few|several) /, "3 "],
  [/^(?:a )?fortnight\b/, "2 weeks"],
];

const withoutFiller = (typed: string): string =>
  typed
    .trim()
    .toLowerCase()
    .replace(/\s+/g, " ")
    .replace(/^(?:since |from |on )?(?:the )?/, "");

const inUsualWords = (typed: string): string =>
  otherWords
    .reduce((text, [found, usual]) => text.replace(found, usual), withoutFiller(typed))
    .replace(numberWord, (word) => `${Math.max(1, numberWords.indexOf(word.trim()) + 1)} `);

const daysAgo = (count: number, now: Date): string => dayIn(new Date(now.getTime() - count * dayMs), "UTC");

/** The first day of a month written in letters: `nov 2025`, `november`; the last one that has begun. */
function firstOfMonth(text: string, now: Date): string | null {
  const [, name = "", year] = /^([a-z]{3,9})\.?(?: (\d{4}))?$/.exec(text) ?? [];
  const month = monthOf(name);
  if (month === -1) return null;
  const thisYear = now.getUTCFullYear();
  return dayOfParts(year ?? (month > now.getUTCMonth() ? thisYear - 1 : thisYear), month + 1, 1);
}

const ordinals: Readonly<Record<string, number>> = { first: 1, second: 2, third: 3, fourth: 4 };
const partOfYear =
  /^(?:(\d{4})[ -]?)?(?:(q|h)([1-4])|(first|second|third|fourth|[1-4](?:st|nd|rd|th)) (quarter|half))(?:[ -]?(?:of )?(\d{4}))?$/;

/** The first day of a quarter or half (`q2 2026`, `2026 h1`, `second half of 2025`); without a year the last one that has begun. */
function firstOfPart(text: string, now: Date): string | null {
  const [, before, letter, digit, ordinal = "", noun, behind] = partOfYear.exec(text) ?? [];
  const months = (letter ?? noun?.[0]) === "q" ? 3 : 6;
  const month = (Number(digit ?? ordinals[ordinal] ?? ordinal.charAt(0)) - 1) * months + 1;
  if (Number.isNaN(month) || month < 1 || month > 12 || (letter ?? noun) === undefined) return null;
  const inYear = (year: string | number) => dayOfParts(year, month, 1);
  const year = now.getUTCFullYear();
  return inYear(before ?? behind ?? (inYear(year) > daysAgo(0, now) ? year - 1 : year));
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
  /^(?:(\d{1,2})(?:st|nd|rd|th|\.)? (?:of )?([a-z]{3,9})\.?|([a-z]{3,9})\.? (\d{1,2})(?:st|nd|rd|th)?),?(?: (\d{4}))?$/;
/** `2025/11/7`, and `7.11.2025`, whose dots mean that the day comes first. */
const yearFirst = /^(\d{4})(?:[-/.](?=\d+[-/.])|(?=\d{4}$))(\d{1,2})[-/.]?(\d{1,2})$/;
const dayFirst = /^(\d{1,2})\. ?(\d{1,2})\.(?: ?(\d{4}|\d\d))?$/;

/** A text that names one day (`2025-11-07`, `yesterday`, `friday`, `7 nov`): the last one that was; null for any other text. */
export function calendarDay(typed: string, now: Date): string | null {
  const text = inUsualWords(typed);
  const numbers = yearFirst.exec(text);
  if (numbers) return onCalendar(dayOfParts(numbers[1], numbers[2], numbers[3]));
  const dotted = dayFirst.exec(text);
  if (dotted) return lastOn(Number(dotted[2]), dotted[1], dotted[3]?.replace(/^(?=\d\d$)/, "20"), now);
  if (text === "today") return daysAgo(0, now);
  if (text === "yesterday") return daysAgo(1, now);
  if (text === "day before yesterday") return daysAgo(2, now);
  const name = text.replace(/^(?:last|past|this) /, "");
  const weekday = longWeekdays.findIndex((day) => day === name || day.slice(0, 3) === name);
  if (weekday !== -1) return daysAgo(((now.getUTCDay() - weekday + 6) % 7) + 1, now);
  const [, before, monthAfter, monthBefore, after, year] = writtenDay.exec(text) ?? [];
  const month = monthOf(monthAfter ?? monthBefore ?? "");
  if (month === -1) return null;
  return lastOn(month + 1, before ?? after, year, now);
}

/** The day of a month (1 to 12), in the year or else the last one that was. */
function lastOn(month: number, day: string | undefined, year: string | undefined, now: Date): string | null {
  const inYear = (year: string | number) => dayOfParts(year, month, day);
  const found = inYear(year ?? now.getUTCFullYear());
  return onCalendar(year === undefined && found > daysAgo(0, now) ? inYear(now.getUTCFullYear() - 1) : found);
}

const dayOfParts = (year: string | number = "", month: string | number = "", day: string | number = ""): string =>
  [year, ...[month, day].map((part) => String(part).padStart(2, "0"))].join("-");

const onCalendar = (day: string): string | null => (isCalendarDay(day) ? day : null);

function isCalendarDay(day: string): boolean {
  const date = new Date(`${day}T00:00:00Z`);
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(day);
}
