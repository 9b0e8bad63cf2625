import { piecesOf } from "../../../core/messages/cut.ts";
import type { Block, Message } from "../../../core/messages/message.ts";
import { spansText } from "../../../core/messages/plain-text.ts";
import { splitMessage } from "../../../core/messages/split.ts";
import { limits } from "../limits.ts";
import { leastSize } from "./render.ts";
import { cutSpans } from "./spans.ts";

const room = { size: leastSize, limits: { components: limits.components, text: limits.text } };
/** Escaping may double a text, and a message holds more than an abstract. */
const abstractPiece = 1_500;
/** Small print never takes a message of its own. */
const footerRoom = 800;

/** Cuts a message by Discord's limits on paper boundaries; a long abstract goes on in further messages. */
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
