import { piecesOf } from "../../../core/messages/cut.ts";
import type { Block, Message } from "../../../core/messages/message.ts";
import { spansText } from "../../../core/messages/plain-text.ts";
import { splitMessage } from "../../../core/messages/split.ts";
import { limits } from "../limits.ts";
import { leastSize } from "./render.ts";
import { cutSpans } from "./spans.ts";

const room = { size: leastSize, limits: { components: limits.components, text: limits.text } };
/** The length of an abstract's pieces; escaping may double it, and the message holds more than the piece. */
const abstractPiece = 1_500;
/** The footer is cut to this, so that it never needs a message of its own. */
const footerRoom = 800;

/** Splits a message by Discord's limits, between papers; a long abstract continues in further messages. */
export function split(message: Message): Message[] {
  const { text } = leastSize(message);
  const blocks = text > limits.text ? message.blocks.flatMap(unfold) : message.blocks;
  return splitMessage({ ...message, blocks, footer: cutSpans(message.footer, footerRoom) }, room);
}

function unfold(block: Block): Block[] {
  if (block.kind !== "paper" || block.size !== "whole") return [block];
  const [first = "", ...rest] = piecesOf(spansText(block.summary), abstractPiece);
  return [
    { ...block, summary: [{ text: first }] },
    ...rest.map((text): Block => ({ kind: "text", spans: [{ text }] })),
  ];
}
