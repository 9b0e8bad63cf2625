import type {
  ActionsBlock,
  Button,
  ContextBlock,
  HeaderBlock,
  KnownBlock,
  RichTextBlock,
  RichTextElement,
} from "@slack/types";
import type { Action, Span } from "../../../core/messages/message.ts";
import { cutText } from "../../../core/messages/cut.ts";
import { countText, spansText } from "../../../core/messages/plain-text.ts";
import { limits } from "../limits.ts";

/** Text that Slack shows letter by letter, cut to `limit` UTF-16 units. */
export const plainElement = (text: string, limit: number) => ({
  type: "plain_text" as const,
  text: cutText(text, limit),
  emoji: false,
});

/** A message's title; none for an empty one. */
export function titleBlocks(title: string): KnownBlock[] {
  const header: HeaderBlock = { type: "header", text: plainElement(title, limits.headerText) };
  return title === "" ? [] : [header];
}

/** A paragraph that Slack shows letter by letter, with links and references. */
export function richText(spans: readonly Span[]): RichTextBlock[] {
  const elements = spans.flatMap(element);
  return elements.length === 0 ? [] : [{ type: "rich_text", elements: [{ type: "rich_text_section", elements }] }];
}

function element(span: Span): RichTextElement[] {
  if ("member" in span) return [{ type: "user", user_id: span.member }];
  if ("channel" in span) return [{ type: "channel", channel_id: span.channel }];
  if ("count" in span) return [{ type: "text", text: countText(span) }];
  if ("moment" in span) return [{ type: "date", timestamp: span.moment, format: ` ${readersTime}`, fallback: " " }];
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

/** Slack puts the time of the reader's own zone in place of `{time}`. */
const readersTime = "({time} for you)";

/** Small print; with a link, a reference or code, or too long, it becomes normal text, because only rich text shows those safely. */
export function noteBlocks(spans: readonly Span[]): KnownBlock[] {
  const isBare = (span: Span) => "count" in span || "moment" in span || ("text" in span && !span.link && !span.code);
  return spans.every(isBare) && spansText(spans).length <= limits.sectionText ? smallPrint(spans) : richText(spans);
}

/** Small print without links and looks. */
export function smallPrint(spans: readonly Span[]): KnownBlock[] {
  const elements: ContextBlock["elements"] = [];
  let text = "";
  const endText = () => {
    if (text.trim() !== "") elements.push(plainElement(text, limits.sectionText));
    text = "";
  };
  for (const span of spans) {
    if (!("moment" in span)) text += spansText([span]);
    else {
      endText();
      // The only markup in small print is this one, which holds nothing from outside.
      elements.push({ type: "mrkdwn", text: `<!date^${span.moment}^${readersTime}| >` });
    }
  }
  endText();
  return elements.length === 0 ? [] : [{ type: "context", elements: elements.slice(0, limits.contextElements) }];
}

/** A row of buttons; `about` is what those without one of their own act on. */
export function actionBlocks(actions: readonly Action[], about = ""): ActionsBlock[] {
  if (actions.length === 0) return [];
  const elements = actions.slice(0, limits.actionsElements).map((action) => button(action, about));
  return [{ type: "actions", elements }];
}

/** A button with what screen readers say of it: "Save: Phased DMD". */
export function button({ label, call, role, about: own }: Action, about = ""): Button {
  const style = role === "primary" || role === "danger" ? { style: role } : {};
  const spoken = [role === "vote" ? voteWords(label) : label, own ?? about].filter((part) => part !== "").join(": ");
  return {
    type: "button",
    text: plainElement(label, limits.buttonText),
    action_id: call,
    accessibility_label: cutText(spoken, limits.buttonText),
    ...style,
  };
}

/** "▲ 3 · you" as words. */
function voteWords(label: string): string {
  const [, count = "0", you = ""] = /^▲ ?(\d*)( · you)?/.exec(label) ?? [];
  const votes = count === "1" ? "1 vote" : `${count || "no"} votes`;
  return `${you === "" ? "Vote" : "Take your vote back"}, ${votes} so far`;
}
