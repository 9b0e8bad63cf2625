import { z } from "zod";
import { UserError } from "../../errors.ts";
import { dayIn } from "../messages/dates.ts";
import { repeatable } from "./parse-text.ts";
import { dayMs } from "../../durations.ts";

// Descriptions say what an option takes: "`limit` takes a number of papers, 1 to 100; got `abc`."

/** How many papers, 1 to 100. */
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

/** Reads a typed day (`2025-11-07`, `2025-11`, `2025`, `7d`, `last week`) as `YYYY-MM-DD`; throws a `UserError` for anything else. */
export function dayTyped(option: string, typed: string, now: Date): string {
  const text = typed
    .trim()
    .toLowerCase()
    .replace(/^(?:the )?(?:last|past|this) /, "");
  const ago = (count: number) => dayIn(new Date(now.getTime() - count * dayMs), "UTC");
  const span = /^(\d{1,3})\s*([dwmy])(?:ays?|eeks?|onths?|ears?)?$/.exec(text);
  if (span) return ago(Number(span[1]) * (daysInSpan[span[2] ?? ""] ?? 0));
  if (Object.hasOwn(namedSpans, text)) return ago(namedSpans[text] ?? 0);
  const [, year, month = "01", day = "01"] = /^(\d{4})(?:-(\d{2}))?(?:-(\d{2}))?$/.exec(text) ?? [];
  const full = `${year}-${month}-${day}`;
  if (year !== undefined && isCalendarDay(full)) return full;
  throw new UserError("usage", `\`${option}\` takes ${spans}; got \`${repeatable(typed)}\`.`);
}

function isCalendarDay(day: string): boolean {
  const date = new Date(`${day}T00:00:00Z`);
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(day);
}
