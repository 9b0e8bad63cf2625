import * as z from "zod";
import { type Context, defineCommand } from "../src/core/command/define.ts";
import { limit } from "../src/core/command/options.ts";
import { dayIn } from "../src/core/messages/dates.ts";
import { paperListReply } from "../src/core/cards/paper-list.ts";
import { lastDay } from "../src/core/papers/future-days.ts";
import { dayMs } from "../src/durations.ts";

const periodDays = { day: 1, week: 7, month: 30, year: 365, all: null } as const;

/** How far back `top` looks. */
export type Period = keyof typeof periodDays;

/** A list of top papers ends here. */
const mostTopPapers = 1_000;

/** The names of the periods. */
export const periods = ["day", "week", "month", "year", "all"] as const satisfies Period[];

const periodWords: Readonly<Record<string, Period>> = { today: "day", weekly: "week", monthly: "month", ever: "all" };

/** "this week" and "papers of the last month" name a period too. */
export function usualPeriod(typed: unknown): unknown {
  if (typeof typed !== "string") return typed;
  const word = typed
    .toLowerCase()
    .replace(/^papers$/, "week")
    .replace(/^(?:papers )?(?:of |from )?(?:the )?(?:(?:this|last|past) )?|(?<=^all)[ -]time$/g, "");
  return Object.hasOwn(periodWords, word) ? periodWords[word] : word;
}

/** `/papers top month`: most team votes first, then most upvotes on Hugging Face. */
export const top = defineCommand({
  name: "top",
  tool: "read",
  summary: "what your team voted for most, then what Hugging Face did",
  options: {
    period: z.preprocess(usualPeriod, z.enum(periods)).default("week").describe("day, week, month, year or all"),
    limit,
  },
  example: "top month",
  async run({ period, limit: most }, context) {
    const ids = await topPapers(context, period, mostTopPapers);
    const when = period === "all" ? "of all time" : `of the last ${period}`;
    return paperListReply(context, {
      title: `Top papers ${when}`,
      intro: [{ text: "Your team's votes first, then upvotes on Hugging Face." }],
      hits: ids.map((id) => ({ id, matched: null })),
      total: ids.length,
      limit: most,
      json: { period },
      empty: [
        { text: "No paper here was voted for or listed in that time. Try a longer one: " },
        { text: "/papers top all", code: true },
      ],
    });
  },
});

/** Ids of the top papers of a period: by team votes, then by upvotes. */
export async function topPapers({ store, workspace, now }: Context, period: Period, most: number): Promise<string[]> {
  const back = periodDays[period];
  const from = back === null ? null : new Date(now().getTime() - back * dayMs);
  const voted = await store.votes.top(workspace.id, from, most);
  const liked = await store.papers.mostUpvoted(from && { from: dayIn(from, "UTC"), until: lastDay(now()) }, most);
  return [...new Set([...voted.map(({ paper }) => paper), ...liked])].slice(0, most);
}
