import { dayMs } from "../../durations.ts";
import type { PaperFacts } from "./paper.ts";

/** The last day a source can report, `YYYY-MM-DD`: tomorrow in UTC, which has begun in the east. */
export const lastDay = (now: Date): string => new Date(now.getTime() + dayMs).toISOString().slice(0, 10);

/** The days of a paper that lie after the last one and cannot be true. */
export function futureDays(
  { listedOn, publishedAt }: Pick<PaperFacts, "listedOn" | "publishedAt">,
  now: Date,
): string[] {
  const last = lastDay(now);
  return [...listedOn, ...(publishedAt ? [publishedAt] : [])].filter((day) => day > last);
}

/** A paper without its future days; the same object where it has none. */
export function withoutFutureDays<Facts extends Pick<PaperFacts, "listedOn" | "publishedAt">>(
  facts: Facts,
  now: Date,
): Facts {
  if (futureDays(facts, now).length === 0) return facts;
  const last = lastDay(now);
  const { listedOn, publishedAt } = facts;
  return {
    ...facts,
    listedOn: listedOn.filter((day) => day <= last),
    publishedAt: publishedAt !== null && publishedAt > last ? null : publishedAt,
  };
}
