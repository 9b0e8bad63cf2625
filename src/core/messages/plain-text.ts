import type { Block, CountSpan, Message, PaperBlock, Span } from "./message.ts";

/** The text of spans without style; a reference becomes its platform id. */
export const spansText = (spans: readonly Span[]): string => spans.map(spanText).join("");

/** The text of a span without style; a reference becomes its platform id. */
export function spanText(span: Span): string {
  if ("member" in span) return `@${span.member}`;
  if ("channel" in span) return `#${span.channel}`;
  if ("count" in span) return countText(span);
  return "moment" in span ? "" : span.text;
}

const countTexts: Record<CountSpan["count"], (n: number) => string> = {
  upvotes: (n) => `▲ ${n} on Hugging Face`,
  comments: (n) => `💬 ${n}`,
  votes: (n) => `${n} of your team voted`,
};

/** A count in words, where a platform has nothing of its own for it. */
export const countText = ({ count, n }: CountSpan): string => countTexts[count](n);

/** A count where room is scarce, never broken at the end of a line: "▲ 12 HF"; any other span as it is. */
export function shortCount(span: Span): Span {
  if (!("count" in span)) return span;
  return { text: (span.count === "upvotes" ? `▲ ${span.n} HF` : countText(span)).replaceAll(" ", "\u00a0") };
}

/** A whole message as plain text, for notifications, screen readers, and platforms that refuse the rich form; `write` writes a span. */
export function plainText(message: Message, write: (span: Span) => string = spanText): string {
  const text = (spans: readonly Span[]) => spans.map(write).join("");
  const parts = [message.title, ...message.blocks.map((block) => blockText(block, text)), text(message.footer)];
  return parts.filter((part) => part !== "").join("\n\n");
}

type WriteSpans = (spans: readonly Span[]) => string;

function blockText(block: Block, text: WriteSpans): string {
  switch (block.kind) {
    case "text":
    case "note":
      return text(block.spans);
    case "paper":
      return paperText(block, text);
    case "divider":
    case "actions":
      return "";
  }
}

function paperText(block: PaperBlock, text: WriteSpans): string {
  const number = block.number === null ? "" : `${block.number}. `;
  const votes = block.votes > 0 ? ` (▲ ${block.votes})` : "";
  const link = block.title.link ?? "";
  const lines = [`${number}${block.title.text}${votes}`, link, ...[block.facts, block.summary, block.why].map(text)];
  return lines.filter((line) => line !== "").join("\n");
}
