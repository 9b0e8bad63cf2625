import type { Block, Message } from "../messages/message.ts";
import { dot, withdrawnFact } from "./paper-block.ts";

/** A message in which withdrawn papers are marked, in their line of facts. */
export function withWithdrawn(message: Message, withdrawn: ReadonlySet<string>): Message {
  const marked = (block: Block): Block =>
    block.kind === "paper" && withdrawn.has(block.paper) && !block.facts.some(isMark)
      ? { ...block, facts: [...block.facts, dot, withdrawnFact] }
      : block;
  return { ...message, blocks: message.blocks.map(marked) };
}

const isMark = (span: object): boolean => "text" in span && span.text === withdrawnFact.text;
