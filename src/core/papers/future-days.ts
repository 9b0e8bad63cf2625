import { dayMs } from "../../durations.ts";
import type { PaperFacts } from "./paper.ts";

/** The last day a source can report, `YYYY-MM-DD`: tomorrow in UTC, which has begun in the east. */
export const lastDay = (now: Date): string => new Date(now.getTime() + dayMs).toISOString().slice(0, 10);

/** The days of a paper that lie after the last one (`lastDay`) and cannot be true. */
export function futureDays(
  { listedOn, publishedAt }: Pick<PaperFacts, "listedOn" | "publishedAt">,
  last: string,
): string[] {
  const days = listedOn.filter((day) => day > last);
  return publishedAt !== null && publishedAt > last ? [...days, publishedAt] : days;
}

/** A paper without the days after the last one (`lastDay`); the same object where it has none. */
export function withoutFutureDays<Facts extends Pick<PaperFacts, "listedOn" | "publishedAt">>(
  facts: Facts,
  last: string,
): Facts {
  if (futureDays(facts, last).length === 0) return facts;
  const { listedOn, publishedAt } = facts;
  return {
    ...facts,
    listedOn: listedOn.filter((day) => day <= last),
    publishedAt: publishedAt !== null && publishedAt > last ? null : publishedAt,
  };
}
