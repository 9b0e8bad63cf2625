import { z } from "zod";
import { type Context, defineCommand } from "../src/core/command/define.ts";
import type { Reply } from "../src/core/command/reply.ts";
import { type Message, papersOf } from "../src/core/messages/message.ts";
import { storedReply } from "./parts/stored-reply.ts";

const reply = z.string().describe("an answer's number");

/** The More button: the next page of a list. */
export const more = defineCommand({
  name: "more",
  summary: "the next papers of a list",
  options: { reply },
  example: "topic gan",
  reach: "button",
  async run({ reply: id }, context) {
    const { call, offset } = await storedReply(context, id);
    return context.rerun(call, offset + context.pageSize, "caller");
  },
});

/** The Share button: the same list for everybody in the channel. */
export const share = defineCommand({
  name: "share",
  summary: "show a list to everybody in the channel",
  options: { reply },
  example: "topic gan",
  place: "channel",
  reach: "button",
  async run({ reply: id }, context): Promise<Reply> {
    const { call, offset } = await storedReply(context, id);
    const shared = await context.rerun(call, offset, "channel");
    return { ...shared, message: shared.message && sharedBy(shared.message, context) };
  },
});

const sharedBy = (message: Message, { caller }: Context): Message =>
  papersOf(message).length === 0
    ? message
    : { ...message, footer: [...message.footer, { text: "Shared by " }, { member: caller.id }] };
