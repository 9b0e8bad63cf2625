import * as z from "zod";
import type { Context } from "../src/core/command/define.ts";
import { defineCommand } from "../src/core/command/define.ts";
import { findArxivIds } from "../src/core/papers/arxiv-id.ts";
import { postedSpans } from "../src/core/cards/posted.ts";
import { paperListReply } from "../src/core/cards/paper-list.ts";

const mostLinks = 10;

/** "Find papers" on a message: the papers it links to. */
export const find = defineCommand({
  name: "find",
  summary: "the papers a message links to",
  options: { links: z.string().describe("a message that links to papers") },
  example: "show 2503.09641",
  reach: "button",
  async run({ links }, context) {
    const named = findArxivIds(links).slice(0, mostLinks);
    const looked = await Promise.all(named.map(({ id }) => knownId(context, id)));
    const ids = looked.filter((id) => id !== null);
    const missing = named.filter((_, i) => looked[i] === null).map(({ id }) => id);
    return paperListReply(context, {
      title: "Papers in this message",
      intro: [],
      notes: missing.length > 0 ? [`Nobody knows ${missing.join(", ")}, or could not be asked.`] : [],
      hits: await Promise.all(ids.map(async (id) => ({ id, matched: null, posted: await postedSpans(context, id) }))),
      total: ids.length,
      limit: mostLinks,
      empty: [{ text: "No links to arXiv or Hugging Face papers in this message." }],
    });
  },
});

/** The library's id of a paper with this arXiv id, which a source is asked for when the library lacks it; null when no source has it. */
export async function knownId(
  { store, sources }: Pick<Context, "store" | "sources">,
  arxivId: string,
): Promise<string | null> {
  const here = await store.papers.byArxivId(arxivId);
  // One source that is down must not hide the papers that are here.
  return here?.id ?? (await sources.fetchPaper(arxivId).catch(() => null));
}
