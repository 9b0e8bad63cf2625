import * as z from "zod";
import { defineCommand } from "../src/core/command/define.ts";
import { dayTyped } from "../src/core/command/days.ts";
import { limit, since } from "../src/core/command/options.ts";
import { fullDay } from "../src/core/messages/dates.ts";
import { newestFirst } from "../src/core/cards/newest-first.ts";
import { paperListReply, wanted } from "../src/core/cards/paper-list.ts";
import { votedFirst } from "../src/core/cards/voted-first.ts";
import { findArxivIds } from "../src/core/papers/arxiv-id.ts";
import { asksForNewest } from "../src/core/search/topics/asking.ts";
import { topicsIn } from "../src/core/search/topics/list.ts";
import { forYou } from "./parts/liked-first.ts";
import { countOf, boldWords } from "./parts/say.ts";
import { refuseEmpty, searchWithSources } from "./parts/search-with-sources.ts";
import { widenTopic } from "./parts/widen.ts";

/** Votes, or days where the newest are asked for, put these first matches in order. */
const mostSorted = 100;

/** `/papers topic gan`: the papers about a topic, those with team votes first. */
export const topic = defineCommand({
  name: "topic",
  tool: "read",
  summary: "papers about a topic, the ones your team voted for first",
  options: {
    words: z.string().min(1).describe("what the papers are about; commas between several topics"),
    since,
    limit,
  },
  example: "topic gan since:30d",
  async run({ words, since: from, limit: most }, context) {
    // An id or a link is a paper, and no topic.
    if (findArxivIds(words).length > 0) return context.rerun({ command: "search", values: { words } });
    refuseEmpty(words);
    const day = from === undefined ? null : dayTyped("since", from, context.now());
    const look = () =>
      context.store.search.topic(words, { limit: Math.max(mostSorted, wanted(context, most)), since: day });
    const { found, notes, looked } = await searchWithSources(context, words, look, topicsIn(words));
    const hits = await (asksForNewest(words) ? newestFirst : votedFirst)(context, found.hits);
    const also = found.aliases.length > 0 ? ` (also: ${found.aliases.slice(0, 4).join(", ")})` : "";
    const people = found.people !== null && found.people > 1 ? [severalPeople(found.people)] : [];
    const narrower = context.seen.length === 0 && found.narrower.length > 0 ? [toNarrow(found.narrower)] : [];
    const wider = context.seen.length > 0 ? [] : await widenTopic(context, words, found.total, day);
    const period = day === null ? "all time" : `since ${fullDay(day)}`;
    return paperListReply(context, {
      title: "",
      intro: [{ text: `${countOf(found.total, "paper")} about ` }, boldWords(words), { text: `${also} · ${period}` }],
      notes: [...notes, ...people, ...narrower, ...wider],
      hits,
      total: found.total,
      limit: most,
      offers: forYou(words, null),
      json: { topic: words, aliases: found.aliases, since: day, ...looked },
      empty: [
        { text: "No paper here mentions " },
        boldWords(words),
        { text: `${day === null ? "" : ` since ${fullDay(day)}`}. Try ` },
        { text: `/papers search ${boldWords(words).text}`, code: true },
        { text: " for near matches, or " },
        { text: `/papers subscribe ${boldWords(words).text}`, code: true },
        { text: " to hear when one appears." },
      ],
    });
  },
});

const toNarrow = (topics: readonly string[]): string =>
  `To narrow it: ${topics.map((topic) => `\`/papers topic ${topic}\``).join(" or ")}.`;

/** Namesakes are told apart by their co-authors, which may split one person's papers. */
const severalPeople = (people: number): string => `By their co-authors, these are ${people} people of that name.`;
