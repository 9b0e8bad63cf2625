import type { Block, Message, PaperBlock, Span } from "./message.ts";

/** The text of spans without style; a reference becomes its platform id. */
export const spansText = (spans: readonly Span[]): string => spans.map(spanText).join("");

function spanText(span: Span): string {
  if ("member" in span) return `@${span.member}`;
  if ("channel" in span) return `#${span.channel}`;
  return span.text;
}

/** A whole message as plain text, for notifications, screen readers, and platforms that refuse the rich form. */
export function plainText(message: Message): string {
  const parts = [message.title, ...message.blocks.map(blockText), spansText(message.footer)];
  return parts.filter((part) => part !== "").join("\n\n");
}

function blockText(block: Block): string {
  switch (block.kind) {
    case "text":
    case "note":
      return spansText(block.spans);
    case "paper":
      return paperText(block);
    case "divider":
    case "actions":
      return "";
  }
}

function paperText(block: PaperBlock): string {
  const number = block.number === null ? "" : `${block.number}. `;
  const votes = block.votes > 0 ? ` (▲ ${block.votes})` : "";
  const link = block.title.link ?? "";
  const lines = [
    `${number}${block.title.text}${votes}`,
    link,
    ...[block.facts, block.summary, block.why].map(spansText),
  ];
  return lines.filter((line) => line !== "").join("\n");
}
