import type { Block, CountSpan, Message, PaperBlock, Span } from "./message.ts";

/** The text of spans without style; a reference becomes its platform id. */
export const spansText = (spans: readonly Span[]): string => spans.map(spanText).join("");

function spanText(span: Span): string {
  if ("member" in span) return `@${span.member}`;
  if ("channel" in span) return `#${span.channel}`;
  if ("count" in span) return countText(span);
  return span.text;
}

const countTexts: Record<CountSpan["count"], (n: number) => string> = {
  upvotes: (n) => `▲ ${n} on Hugging Face`,
  comments: (n) => `💬 ${n}`,
  votes: (n) => `${n} of your team voted`,
};

/** A count in words, where a platform has nothing of its own for it. */
export const countText = ({ count, n }: CountSpan): string => countTexts[count](n);

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
