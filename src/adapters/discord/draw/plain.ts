import type { Block, Message } from "../../../core/messages/message.ts";
import { escapeText } from "./escape.ts";
import { limits } from "../limits.ts";
import { cutSpans, drawSpans } from "./spans.ts";

/** A message as plain content, sent after the rich form was refused; blocks over the limit are left out. */
export function plainContent(message: Message): string {
  const parts = [escapeText(message.title), ...message.blocks.map(plainBlock), drawSpans(message.footer)];
  let content = "";
  for (const part of parts.filter((each) => each.trim() !== "")) {
    const longer = content === "" ? part : `${content}\n\n${part}`;
    if (longer.length > limits.content) break;
    content = longer;
  }
  return content === "" ? "(nothing to show here)" : content;
}

function plainBlock(block: Block): string {
  switch (block.kind) {
    case "text":
    case "note":
      return drawSpans(cutSpans(block.spans, limits.content));
    case "divider":
    case "actions":
      return "";
    case "paper": {
      const { number, title, facts, summary } = block;
      const head = `${number === null ? "" : `${number}  `}${drawSpans([title])}`;
      return [head, drawSpans(facts), drawSpans(cutSpans(summary, 400))].filter((line) => line !== "").join("\n");
    }
  }
}
