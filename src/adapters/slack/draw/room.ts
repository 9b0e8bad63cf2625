import { plainText } from "../../../core/messages/plain-text.ts";
import type { Message } from "../../../core/messages/message.ts";
import type { Room } from "../../../core/messages/split.ts";
import { blocksOf } from "./blocks.ts";
import { limits } from "../limits.ts";

/** Slack's limits of a message and how to measure it. */
export const slackRoom: Room<"blocks" | "text" | "longestBlock"> = {
  size: (message: Message) => ({
    blocks: blocksOf(message).length,
    text: plainText(message).length,
    longestBlock: Math.max(
      0,
      ...message.blocks.map((block) => plainText({ title: "", blocks: [block], footer: [] }).length),
    ),
  }),
  limits: { blocks: limits.blocksInMessage, text: limits.messageText, longestBlock: limits.sectionText },
};
