import * as z from "zod";
import { type Context, defineCommand } from "../src/core/command/define.ts";
import { dayTyped } from "../src/core/command/days.ts";
import { limit, since } from "../src/core/command/options.ts";
import { fullDay } from "../src/core/messages/dates.ts";
import type { Span } from "../src/core/messages/message.ts";
import { newestFirst } from "../src/core/cards/newest-first.ts";
import { paperListReply, wanted } from "../src/core/cards/paper-list.ts";
import type { Reply } from "../src/core/command/reply.ts";
import { findArxivIds } from "../src/core/papers/arxiv-id.ts";
import type { Paper } from "../src/core/papers/paper.ts";
import { asksForNewest } from "../src/core/search/topics/asking.ts";
import { alternativeSearches } from "../src/core/search/topics/list.ts";
import { citedPaper, paperAskedLike, wordsToFind } from "./parts/find-paper.ts";
import { boldWords } from "./parts/say.ts";
import { refuseEmpty, searchWithSources } from "./parts/search-with-sources.ts";

/** `/papers search few-step distillation`: the best matches for any words. */
export const search = defineCommand({
  name: "search",
  tool: "read",
  summary: 'the best matches for any words; also author:name, org:lab, code:yes, "exact phrase", -without',
  options: {
    words: z
      .string()
      .min(1)
      .describe('words to look for; author:name, org:lab, code:yes, cat:cs.CV, "exact phrase", -without'),
    since,
    limit,
  },
  example: "search few-step distillation author:zhou",
  run: (asked, context) => searchReply(context, asked),
});

/** The best matches that a search for the newest papers sorts by day. */
const mostByDay = 50;

/** The best matches for some words; those of a message that named no subcommand are said to be searched for. */
export async function searchReply(
  context: Context,
  { words: typed, since: from, limit: most }: { words: string; since?: string | undefined; limit: number },
  written = false,
): Promise<Reply> {
  const liked = await paperAskedLike(context, typed);
  if (liked) return context.rerun({ command: "similar", values: { paper: liked.id } });
  const cited = await citedPaper(context, typed);
  if (cited) return onePaper(typed, cited, context);
  if (findArxivIds(typed).length > 1) return context.rerun({ command: "find", values: { links: typed } });
  const words = wordsToFind(typed);
  refuseEmpty(words);
  const day = from === undefined ? null : dayTyped("since", from, context.now());
  const isByDay = asksForNewest(words);
  const reach = Math.max(isByDay ? mostByDay : 0, wanted(context, most));
  const look = () => context.store.search.search(words, { limit: reach, since: day });
  const { found, notes, looked } = await searchWithSources(context, words, look, alternativeSearches(words));
  const period = day === null ? "" : ` since ${fullDay(day)}`;
  const said = boldWords(words);
  return paperListReply(context, {
    title: "",
    intro: written
      ? [{ text: "Searched for " }, said, { text: `${period}; ` }, ...othersToo]
      : [{ text: "Best matches for " }, said, { text: period }],
    notes,
    hits: isByDay ? await newestFirst(context, found.hits) : found.hits,
    total: found.total,
    limit: most,
    json: { query: words, aliases: found.aliases, since: day, ...looked },
    empty: [
      { text: "Nothing here matches " },
      said,
      { text: `${period}. Try fewer or other words${written ? "; " : "."}` },
      ...(written ? othersToo : []),
    ],
  });
}

const othersToo: Span[] = [{ text: "help", code: true }, { text: " lists what else I can do." }];

/** An id, a link or a reference among the words names one paper, whatever else was typed. */
async function onePaper(words: string, { id }: Paper, context: Context): Promise<Reply> {
  return paperListReply(context, {
    title: "",
    intro: [{ text: "The paper " }, boldWords(words)],
    hits: [{ id, matched: [] }],
    total: 1,
    limit: 1,
    json: { query: words, aliases: [], since: null, asked: [], failures: [] },
    empty: [],
  });
}
