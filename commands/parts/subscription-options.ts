import * as z from "zod";
import { parseDays, parseTime } from "../../src/core/delivery/schedule.ts";
import { readZone } from "../../src/core/command/zone.ts";
import { oneLine } from "../../src/core/papers/text.ts";
import { topicsIn } from "../../src/core/search/topics/list.ts";

const mostTypedTopics = 10;
const longestTopic = 100;

/** Topics separated by commas; `none` and empty text give no topics. */
export function topicsOf(text: string): string[] {
  const named = topicsIn(oneLine(text)).filter((topic) => topic.toLowerCase() !== "none");
  return [...new Map(named.map((topic) => [topic.toLowerCase(), topic])).values()];
}

const parsedOption = (parse: (text: string) => string | null, takes: string) =>
  z
    .string({ error: takes })
    .transform((text, context) => {
      const value = parse(text);
      if (value === null) context.addIssue({ code: "custom", message: takes });
      return value ?? "";
    })
    .pipe(z.string());

const countOption = (most: number, least: number, says: string) =>
  z.coerce.number({ error: says }).int({ error: says }).min(least, { error: says }).max(most, { error: says });

const oneOf = <const Values extends readonly [string, ...string[]]>(values: Values) =>
  z.enum(values, { error: `takes \`${values.join("` or `")}\`` });

const yes = (value: unknown): unknown =>
  typeof value === "string" ? ["yes", "true", "1", "on"].includes(value.toLowerCase()) : value;

const noTopics = /^[\s,;]*(?:none[\s,;]*)?$/i;

/** A list of topics that is neither too long nor too much to look for at once. */
const topicList = z
  .string()
  .refine((text) => topicsOf(text).length > 0 || noTopics.test(text), { error: "takes topics in letters or digits" })
  .refine((text) => topicsOf(text).length <= mostTypedTopics, { error: `takes at most ${mostTypedTopics} topics` })
  .refine((text) => topicsOf(text).every((topic) => topic.length <= longestTopic), {
    error: `takes topics of at most ${longestTopic} characters`,
  })
  .optional();

/** The options of a subscription, shared by subscribe, edit and preview. */
export const terms = {
  topic: topicList.describe("what it is about, several with commas; left out: the Daily Papers"),
  of: oneOf(["new", "top", "taste", "trending"])
    .optional()
    .describe("`new` papers, the team's `top`, papers to your `taste`, or what is `trending` on Hugging Face"),
  at: parsedOption(parseTime, "takes a time like `09:00` or `9am`").optional().describe("a time like `09:00` or `9am`"),
  on: parsedOption(parseDays, "takes `daily`, `weekdays`, `weekly` or days like `mon,thu`")
    .optional()
    .describe("`daily`, `weekdays`, `weekly` or days like `mon,thu`"),
  tz: z
    .string({ error: "takes a time zone like `Europe/Berlin`" })
    .transform((text, context) => {
      const read = readZone(text);
      if ("zone" in read) return read.zone;
      context.addIssue({ code: "custom", message: `takes ${read.says}` });
      return "";
    })
    .pipe(z.string())
    .optional()
    .describe("a time zone like `Europe/Berlin`"),
  limit: countOption(10, 1, "takes a number from 1 to 10").optional().describe("how many papers, 1 to 10"),
  layout: oneOf(["list", "cards"])
    .optional()
    .describe("one `list`, or `cards`: the titles, then a message for each paper"),
  minvotes: countOption(1_000, 0, "takes a number of votes")
    .optional()
    .describe("only papers with this many votes of the team"),
  ask: z
    .preprocess(yes, z.boolean({ error: "takes yes or no" }))
    .optional()
    .describe("no: its topics are not sent to Hugging Face and arXiv"),
  exclude: topicList.describe("leave out papers about this, several with commas"),
};

/** Where a roundup goes. */
export const to = oneOf(["here", "dm", "email"])
  .optional()
  .describe("`here`, into this channel, or only for you: your `dm` or your `email`");

/** A subscription by its number. */
export const number = z.coerce
  .number({ error: "takes the number that `subscriptions` shows" })
  .int({ error: "takes the number that `subscriptions` shows" })
  .positive({ error: "takes the number that `subscriptions` shows" })
  .describe("the roundup's number, as `subscriptions` shows it");

/** A subscription as people name it, read by `subscriptionToSee`. */
export const roundupName = z
  .union([z.string(), z.number()], { error: "takes the number that `subscriptions` shows" })
  .transform(String)
  .pipe(z.string())
  .describe("the roundup's number, as `subscriptions` shows it, or its topic");

/** The options after validation. */
export type TypedTerms = z.output<z.ZodObject<typeof terms>>;
