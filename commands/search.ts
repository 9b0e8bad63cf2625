import { z } from "zod";
import { defineCommand } from "../src/core/command/define.ts";
import { dayTyped, limit, since } from "../src/core/command/options.ts";
import { fullDay } from "../src/core/messages/dates.ts";
import { paperListReply } from "../src/core/cards/paper-list.ts";
import { boldWords } from "./parts/say.ts";
import { searchWithSources } from "./parts/search-with-sources.ts";

/** `/papers search few-step distillation`: the best matches for any words. */
export const search = defineCommand({
  name: "search",
  summary: 'the best matches for any words; also author:name, cat:cs.CV, "exact phrase", -without',
  options: {
    words: z.string().min(1).describe('words to look for; author:name, cat:cs.CV, "exact phrase", -without'),
    since,
    limit,
  },
  example: "search few-step distillation author:zhou",
  async run({ words, since: from, limit: most }, context) {
    const day = from === undefined ? null : dayTyped("since", from, context.now());
    const { found, notes, looked } = await searchWithSources(context, words, () =>
      context.store.search.search(words, { limit: most, since: day }),
    );
    const period = day === null ? "" : ` since ${fullDay(day)}`;
    return paperListReply(context, {
      title: "",
      intro: [{ text: "Best matches for " }, boldWords(words), { text: period }],
      notes,
      hits: found.hits,
      total: found.total,
      json: { query: words, aliases: found.aliases, since: day, ...looked },
      empty: [{ text: "Nothing here matches " }, boldWords(words), { text: `${period}. Try fewer or other words.` }],
    });
  },
});
