import * as z from "zod";
import { type Context, defineCommand } from "../src/core/command/define.ts";
import { calendarDay, dayTyped } from "../src/core/command/days.ts";
import { politeWords, saysDay, takeLimit } from "../src/core/command/first-day.ts";
import { limit, limitTyped } from "../src/core/command/options.ts";
import { dayIn, longDay, weekday } from "../src/core/messages/dates.ts";
import type { Span } from "../src/core/messages/message.ts";
import { type ListedPaper, paperListReply } from "../src/core/cards/paper-list.ts";
import { votedFirst } from "../src/core/cards/voted-first.ts";
import { countOf, boldWords } from "./parts/say.ts";
import { forYou, likedFirst } from "./parts/liked-first.ts";
import { sourceTrouble } from "./parts/source-trouble.ts";
import type { TasteOf } from "./parts/taste-audience.ts";
import { dayMs } from "../src/durations.ts";

/** `/papers today`: the newest page of Hugging Face's Daily Papers, or that of a day. */
export const today = defineCommand({
  name: "today",
  tool: "read",
  summary: "the newest page of Hugging Face's Daily Papers, best first",
  options: {
    topic: z.string().optional().describe("what the papers are about"),
    date: z.string().optional().describe("a day like 2025-11-07, yesterday or 3d"),
    for: z.enum(["me", "team"]).optional().describe("`me` or `team`: what you, or this channel, like comes first"),
    limit,
  },
  example: "today",
  async run(typed, context) {
    const { topic, date, for: whose, limit: most } = optionsInTopic(typed, context.now());
    const wanted = await dayWanted(date, context);
    const day = await context.store.listings.newestDay(wanted);
    // A named day is shown exactly or not at all; without one the newest page may be of an earlier day.
    const shown = date === undefined || day === wanted ? day : null;
    const listed = shown === null ? [] : await context.store.listings.onDay(shown);
    const about = topic ? await aboutTopic(context, topic, listed, shown) : listed.map(unsought);
    const liked = whose && shown ? await likedFirst(whose, context, { hits: about, limit: most }) : null;
    const hits = liked ?? (await votedFirst(context, about));
    const trouble = await sourceTrouble(context);
    return paperListReply(context, {
      title: ["Daily Papers", ...(shown ? [longDay(shown, context.now()), countOf(hits.length, "paper")] : [])].join(
        " · ",
      ),
      intro: topic ? [{ text: "About " }, boldWords(topic)] : [],
      notes: [...whyThisDay(shown, wanted, context.now()), ...(whose && !liked ? [noTaste(whose)] : []), ...trouble],
      hits,
      total: hits.length,
      limit: most,
      offers: whose ? [] : forYou(topic, shown),
      json: { date: shown, topic: topic ?? null, for: whose ?? null },
      empty: nothingListed(shown, day, topic, wanted, context.now()),
    });
  },
});

const noTaste = (whose: TasteOf): string =>
  `${whose === "me" ? "You have" : "This channel has"} no taste to go by: two votes or saves make one. \`/papers taste\` shows it.`;

const unsought = (id: string): ListedPaper => ({ id, matched: null });

interface TypedToday {
  topic?: string | undefined;
  date?: string | undefined;
  for?: TasteOf | undefined;
  limit: number;
}

const thanksAtEnd = new RegExp(`(?:^|,? )${politeWords}$`, "i");

/** A number of papers and nothing else: `5`, `top 5`, `limit 5`. */
const limitAlone = /^(?:(?:top |best )?(\d{1,2})|(?:limit|max|-n) (\d{1,3})(?: papers)?)$/i;

/** Moves what was typed as the topic and is an option to it: a day (`today gan on 7 nov`), a number, `for me`. */
function optionsInTopic(typed: TypedToday, now: Date): TypedToday {
  const { topic: written = "" } = typed;
  const words = written.replace(thanksAtEnd, "").replace(/^for (?!me$|team$)/i, "");
  const [, some, most] = limitAlone.exec(words) ?? [];
  const alone = Number(some) === 0 ? undefined : (some ?? most);
  const taken = new Map<string, string>();
  const topic = alone === undefined ? takeLimit(taken, words) : "";
  const count = alone ?? taken.get("limit");
  return dayInTopic({ ...typed, ...(count === undefined ? {} : { limit: limitTyped(count) }) }, topic, now);
}

function dayInTopic(typed: TypedToday, topic: string, now: Date): TypedToday {
  const { date } = typed;
  if (noTopic.test(topic)) return { ...typed, topic: undefined };
  const [, whose] = /^for (me|team)$/i.exec(topic) ?? [];
  if (whose !== undefined) return { ...typed, topic: undefined, for: whose.toLowerCase() as TasteOf };
  // "Tomorrow" and "feb 30" are said to be no page, and are no topics.
  if (date === undefined && saysDay(topic)) return { ...typed, topic: undefined, date: topic };
  const words = topic.split(" ");
  for (let size = Math.min(words.length, mostDayWords); size > 0 && date === undefined; size--) {
    const [first, last] = [words.slice(0, size).join(" "), words.slice(-size).join(" ")];
    const before = words
      .slice(0, -size)
      .join(" ")
      .replace(/(?:^| )(?:on|of|from)$/, "");
    if (isDayHere(last, topic, now)) return { ...typed, topic: soughtIn(before), date: last };
    if (isDayHere(first, topic, now)) return { ...typed, topic: soughtIn(words.slice(size).join(" ")), date: first };
  }
  return { ...typed, topic };
}

/** `today papers` is about nothing. */
const noTopic = /^(?:(?:the )?(?:new |latest |best |top )?papers|what(?:['’]s| is) (?:new|up|hot)|news|the|)$/i;
const soughtIn = (words: string): string | undefined => (noTopic.test(words) ? undefined : words);
const mostDayWords = 3;

/** Beside a topic a weekday is written whole: SAT solvers are no Saturday's. */
const isDayHere = (typed: string, topic: string, now: Date): boolean =>
  calendarDay(typed, now) !== null && (typed === topic || /\d|day$/.test(typed));

/** The day asked for, else the caller's own day, but never after today in UTC, which the sources use. */
async function dayWanted(date: string | undefined, { now, timezone }: Context): Promise<string> {
  const utc = dayIn(now(), "UTC");
  const asked = date === undefined ? dayIn(now(), await timezone()) : dayTyped("date", date, now());
  return asked > utc ? utc : asked;
}

async function aboutTopic(
  { store }: Context,
  topic: string,
  listed: string[],
  day: string | null,
): Promise<ListedPaper[]> {
  const found = await store.search.topic(topic, { limit: 1_000, since: day });
  const matched = new Map(found.hits.map((hit) => [hit.id, hit.matched]));
  return listed.flatMap((id) => {
    const what = matched.get(id);
    return what ? [{ id, matched: what }] : [];
  });
}

const isOnWeekend = (day: string): boolean => ["Saturday", "Sunday"].includes(weekday(day));
const noWeekends = "Nothing is listed on weekends";
const weekMs = 7 * dayMs;

function whyThisDay(day: string | null, wanted: string, now: Date): string[] {
  if (day === null || day === wanted) return [];
  const why = isOnWeekend(wanted) ? noWeekends : `Nothing is listed for ${longDay(wanted, now)} yet`;
  const which = Date.parse(wanted) - Date.parse(day) < weekMs ? weekday(day) : longDay(day, now);
  return [`${why}; this is ${which}'s page.`];
}

function nothingListed(
  shown: string | null,
  newest: string | null,
  topic: string | undefined,
  wanted: string,
  now: Date,
): Span[] {
  if (shown !== null && topic) {
    return [
      { text: `No paper of ${longDay(shown, now)} is about ` },
      boldWords(topic),
      { text: ". Try " },
      { text: `/papers topic ${boldWords(topic).text}`, code: true },
      { text: " for the whole library." },
    ];
  }
  const weekend = isOnWeekend(wanted) ? ` ${noWeekends}.` : "";
  const known = `No Daily Papers are known for ${longDay(wanted, now)}.${weekend}`;
  if (newest === null) return [{ text: known }];
  return [
    { text: `${known} The page before it: ` },
    { text: `/papers today date:${newest}`, code: true },
    { text: "." },
  ];
}
