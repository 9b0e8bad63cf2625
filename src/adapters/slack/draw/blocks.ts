import type {
  ActionsBlock,
  Button,
  ContextBlock,
  HeaderBlock,
  KnownBlock,
  RichTextBlock,
  RichTextElement,
  SectionBlock,
} from "@slack/types";
import type { Action, Block, Message, PaperBlock, Span } from "../../../core/messages/message.ts";
import { cutText } from "../../../core/messages/cut.ts";
import { countText, spansText } from "../../../core/messages/plain-text.ts";
import { limits } from "../limits.ts";

/**
 * A message as Block Kit. All text goes into rich text and plain text elements, which Slack shows letter by letter, so
 * that text from outside cannot become a mention, link, emoji or markup.
 */
export function blocksOf({ title, blocks, footer }: Message): KnownBlock[] {
  return [...titleBlocks(title), ...blocks.flatMap(drawBlock), ...footerBlocks(footer)];
}

function drawBlock(block: Block): KnownBlock[] {
  switch (block.kind) {
    case "text":
      return richText(block.spans);
    case "note":
      return noteBlocks(block.spans);
    case "divider":
      return [{ type: "divider" }];
    case "actions":
      return actionBlocks(block.actions);
    case "paper":
      return paperBlocks(block);
  }
}

/** Text that Slack shows letter by letter, cut to `limit` UTF-16 units. */
export const plainElement = (text: string, limit: number) => ({
  type: "plain_text" as const,
  text: cutText(text, limit),
  emoji: false,
});

function titleBlocks(title: string): KnownBlock[] {
  const header: HeaderBlock = { type: "header", text: plainElement(title, limits.headerText) };
  return title === "" ? [] : [header];
}

function richText(spans: readonly Span[]): RichTextBlock[] {
  const elements = spans.flatMap(element);
  return elements.length === 0 ? [] : [{ type: "rich_text", elements: [{ type: "rich_text_section", elements }] }];
}

function element(span: Span): RichTextElement[] {
  if ("member" in span) return [{ type: "user", user_id: span.member }];
  if ("channel" in span) return [{ type: "channel", channel_id: span.channel }];
  if ("count" in span) return [{ type: "text", text: countText(span) }];
  if (span.text === "") return [];
  const style = {
    ...(span.bold && { bold: true }),
    ...(span.italic && { italic: true }),
    ...(span.code && { code: true }),
  };
  const styled = Object.keys(style).length > 0 ? { style } : {};
  if (span.link) return [{ type: "link", url: span.link, text: span.text, ...styled }];
  return [{ type: "text", text: span.text, ...styled }];
}

/** Small print; with a link or a reference it becomes normal text, because only rich text shows those safely. */
function noteBlocks(spans: readonly Span[]): KnownBlock[] {
  const text = spansText(spans);
  if (text === "") return [];
  const bare = spans.every((span) => "count" in span || ("text" in span && !span.link));
  if (!bare || text.length > limits.sectionText) return richText(spans);
  const note: ContextBlock = { type: "context", elements: [plainElement(text, limits.sectionText)] };
  return [note];
}

const footerBlocks = (footer: readonly Span[]): KnownBlock[] => noteBlocks(footer);

function paperBlocks(block: PaperBlock): KnownBlock[] {
  const number: Span[] = block.number === null ? [] : [{ text: `${block.number}  `, bold: true }];
  const head: Span[] = [...number, block.title, ...onOwnLines([block.facts])];
  if (block.size === "list") {
    return [...richText([...head, ...onOwnLines([block.summary, block.why])]), ...actionBlocks(block.actions)];
  }
  return [...richText(head), ...summaryBlocks(block), ...noteBlocks(block.why), ...actionBlocks(block.actions)];
}

/** Each non-empty run of spans on a line of its own. */
const onOwnLines = (runs: Span[][]): Span[] =>
  runs.filter((run) => run.length > 0).flatMap((run) => [{ text: "\n" }, ...run]);

/** A card's summary, beside its picture if there is one. */
function summaryBlocks({ summary, picture }: PaperBlock): KnownBlock[] {
  if (!picture) return richText(summary);
  const text = plainElement(spansText(summary) || " ", limits.sectionText);
  const accessory = { type: "image" as const, image_url: picture.url, alt_text: cutText(picture.alt, limits.altText) };
  const section: SectionBlock = { type: "section", text, accessory };
  return [section];
}

function actionBlocks(actions: readonly Action[]): ActionsBlock[] {
  if (actions.length === 0) return [];
  return [{ type: "actions", elements: actions.slice(0, limits.actionsElements).map(button) }];
}

function button({ label, call, role }: Action): Button {
  const style = role === "primary" || role === "danger" ? { style: role } : {};
  return { type: "button", text: plainElement(label, limits.buttonText), action_id: call, ...style };
}
