import { z } from "zod";
import { UserError } from "../../errors.ts";
import { dayIn } from "../messages/dates.ts";
import { repeatable } from "./parse-text.ts";
import { dayMs } from "../../durations.ts";

// Descriptions say what an option takes: "`limit` takes a number of papers, 1 to 100; got `abc`."

/** How many papers a page has, 1 to 100; a chat shows at most ten at once, and More goes on. */
export const limit = z.coerce.number().int().min(1).max(100).default(10).describe("a number of papers, 1 to 100");

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
  const text = withoutFiller(typed);
  const span = /^(?:(?:last|past) )?(\d{1,3})\s*([dwmy])(?:ays?|eeks?|onths?|ears?)?(?: ago)?$/.exec(text);
  if (span) return daysAgo(Number(span[1]) * (daysInSpan[span[2] ?? ""] ?? 0), now);
  const named = text.replace(/^(?:last|past|this) /, "");
  if (Object.hasOwn(namedSpans, named)) return daysAgo(namedSpans[named] ?? 0, now);
  const [, year, month = "01"] = /^(\d{4})(?:-(\d{2}))?$/.exec(text) ?? [];
  const day = year === undefined ? calendarDay(typed, now) : `${year}-${month}-01`;
  if (day !== null && isCalendarDay(day)) return day;
  throw new UserError("usage", `\`${option}\` takes ${spans}; got \`${repeatable(typed)}\`.`);
}

const withoutFiller = (typed: string): string =>
  typed
    .trim()
    .toLowerCase()
    .replace(/\s+/g, " ")
    .replace(/^(?:since |from )?(?:the )?/, "");

const daysAgo = (count: number, now: Date): string => dayIn(new Date(now.getTime() - count * dayMs), "UTC");

const longWeekdays = ["sunday", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday"];
const shortMonths = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
const writtenDay = /^(?:(\d{1,2})(?:st|nd|rd|th)? ([a-z]{3,9})|([a-z]{3,9}) (\d{1,2})(?:st|nd|rd|th)?),?(?: (\d{4}))?$/;

/** A text that names one day (`2025-11-07`, `yesterday`, `friday`, `7 nov`): the last one that was; null for any other text. */
export function calendarDay(typed: string, now: Date): string | null {
  const text = withoutFiller(typed);
  if (/^\d{4}-\d{2}-\d{2}$/.test(text)) return isCalendarDay(text) ? text : null;
  if (text === "yesterday") return daysAgo(1, now);
  const name = text.replace(/^last /, "");
  const weekday = longWeekdays.findIndex((day) => day === name || day.slice(0, 3) === name);
  if (weekday !== -1) return daysAgo(((now.getUTCDay() - weekday + 6) % 7) + 1, now);
  const [, before, monthAfter, monthBefore, after, year] = writtenDay.exec(text) ?? [];
  const month = shortMonths.indexOf((monthAfter ?? monthBefore ?? "").slice(0, 3));
  if (month === -1) return null;
  const inYear = (year: number) =>
    `${year}-${String(month + 1).padStart(2, "0")}-${(before ?? after ?? "").padStart(2, "0")}`;
  const thisYear = now.getUTCFullYear();
  const day = inYear(year ? Number(year) : thisYear);
  const past = year === undefined && day > daysAgo(0, now) ? inYear(thisYear - 1) : day;
  return isCalendarDay(past) ? past : null;
}

function isCalendarDay(day: string): boolean {
  const date = new Date(`${day}T00:00:00Z`);
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(day);
}
