import * as z from "zod";
import { defineCommand } from "../src/core/command/define.ts";
import { takeFromEnds } from "../src/core/command/first-day.ts";
import { limitTyped } from "../src/core/command/options.ts";
import { textBlock } from "../src/core/messages/message.ts";
import { prose } from "../src/core/messages/prose.ts";
import { findArxivIds } from "../src/core/papers/arxiv-id.ts";
import { searchReply } from "./search.ts";

const greeting =
  /^(?:hi|hiya|hello|hey|hallo|moin|good (?:morning|afternoon|evening)|thanks?|thank you|thx|bye|ok|okay)(?: (?:there|papers|bot|you|all|a lot))*[\s\p{P}\p{S}]*$/iu;
const answerToGreeting = "Hello. Write a topic, a title or a link to a paper, or `help` for all I can do.";

/** A message to the bot that starts with no subcommand: the papers it names, one line for a greeting, or a search for its words. */
export const ask = defineCommand({
  name: "ask",
  summary: "a message that is no subcommand: its links, else a search",
  options: { words: z.string().min(1).describe("a message to the bot") },
  example: "search few-step distillation",
  reach: "button",
  async run({ words }, context) {
    const [paper, ...others] = findArxivIds(words);
    if (paper && others.length === 0) return context.rerun({ command: "show", values: { paper: paper.id } });
    if (paper) return context.rerun({ command: "find", values: { links: words } });
    if (greeting.test(words))
      return {
        visibility: "caller",
        message: { title: "", blocks: [textBlock(...prose(answerToGreeting))], footer: [] },
        json: null,
      };
    // "What's new on agents this week?" says since when, "gan top 3" how many.
    const ends = new Map<string, string>();
    const rest = takeFromEnds(ends, words);
    const call = { command: "search", values: { words: rest, ...Object.fromEntries(ends) } };
    const limit = ends.get("limit");
    const most = limit === undefined ? context.pageSize : limitTyped(limit);
    return searchReply({ ...context, call }, { words: rest, since: ends.get("since"), limit: most }, true);
  },
});
