import * as z from "zod";
import { type Context, defineCommand } from "../src/core/command/define.ts";
import type { Reply } from "../src/core/command/reply.ts";
import { sharedPage } from "../src/core/cards/paper-list.ts";
import { paperBlock } from "../src/core/cards/paper-block.ts";
import { type Message, papersOf } from "../src/core/messages/message.ts";
import { buttonGone, storedReply } from "./parts/stored-reply.ts";

const reply = z.string().describe("an answer's number");

/** The More button: the next page of a list. */
export const more = defineCommand({
  name: "more",
  summary: "the next papers of a list",
  options: { reply },
  example: "topic gan",
  reach: "button",
  async run({ reply: id }, context) {
    const { call, page } = await storedReply(context, id);
    return context.rerun(call, [...page.seen, ...page.papers.map((paper) => paper.id)]);
  },
});

/** The Share button: the page or the paper that is seen, for everybody in the channel. */
export const share = defineCommand({
  name: "share",
  summary: "show a list or a paper to everybody in the channel",
  options: { reply: reply.optional(), paper: z.string().optional().describe("a paper's number") },
  example: "topic gan",
  place: "channel",
  reach: "button",
  async run({ reply: list, paper }, context): Promise<Reply> {
    const message = list ? await listToShare(context, list) : await paperToShare(context, paper ?? "");
    const footer = [...message.footer, { text: "Shared by " }, { member: context.caller.id }];
    return { visibility: "channel", message: { ...message, footer }, json: { papers: papersOf(message) } };
  },
});

const listToShare = async (context: Context, id: string): Promise<Message> =>
  sharedPage(context, (await storedReply(context, id)).page);

async function paperToShare({ store, workspace }: Context, id: string): Promise<Message> {
  const paper = await store.papers.get(id);
  if (!paper) throw buttonGone();
  const votes = (await store.votes.tallies(workspace.id, [id])).get(id) ?? 0;
  return { title: "", blocks: [paperBlock(paper, { size: "card", votes })], footer: [] };
}
