import type { Block, Message, PaperBlock, Span } from "../../../core/messages/message.ts";
import { closing, type MailLook, offersOf, oneMailLine, spanWords } from "./words.ts";

/** A mail as text: everything that the HTML says, with every address written out. */
export function mailText(message: Message, look: MailLook): string {
  const end = closing(look);
  const parts = [
    oneMailLine(message.title),
    ...message.blocks.map((block) => blockLines(block, look)),
    linkedText(message.footer),
    ...(end ? [`-- \n${end.why}`, end.unsubscribe ? `Unsubscribe: ${end.unsubscribe}` : ""] : []),
  ];
  return `${parts.filter((part) => part !== "").join("\n\n")}\n`;
}

function blockLines(block: Block, look: MailLook): string {
  switch (block.kind) {
    case "text":
    case "note":
      return linkedText(block.spans);
    case "paper":
      return paperLines(block, look);
    case "divider":
    case "actions":
      return "";
  }
}

function paperLines(block: PaperBlock, look: MailLook): string {
  const number = block.number === null ? "" : `${block.number}. `;
  const votes = block.votes > 0 ? ` (▲ ${block.votes})` : "";
  const lines = [
    `${number}${spanWords(block.title)}${votes}`,
    block.title.link ?? "",
    ...[block.facts, block.summary, block.why].map(linkedText),
    ...offersOf(block, look).map(({ label, url }) => `${label}: ${url}`),
  ];
  return lines.filter((line) => line !== "").join("\n");
}

const linkedText = (spans: readonly Span[]): string =>
  spans.map((span) => spanWords(span) + ("link" in span && span.link ? ` (${span.link})` : "")).join("");
