import { cutWords } from "../../../core/messages/cut.ts";
import type { Span, TextSpan } from "../../../core/messages/message.ts";
import { countText } from "../../../core/messages/plain-text.ts";
import { commandLink } from "./command-links.ts";
import { escapeCode, labelText, escapeText, escapeUrl } from "./escape.ts";

/** Spans as Discord's markdown. */
export const drawSpans = (spans: readonly Span[]): string => spans.map(drawSpan).join("");

function drawSpan(span: Span): string {
  if ("member" in span) return `<@${digits(span.member)}>`;
  if ("channel" in span) return `<#${digits(span.channel)}>`;
  if ("moment" in span) return ` (<t:${span.moment}:t> for you)`;
  return drawText("count" in span ? { text: countText(span) } : span);
}

const digits = (id: string): string => id.replace(/\D/g, "");

/** Puts style marks around the words only, because markdown has no bold that starts or ends with a space. */
function drawText(span: TextSpan): string {
  const { text, bold, italic, code, link } = span;
  const command = commandLink(span, escapeText);
  if (command !== null) return command;
  const [, before = "", core = "", after = ""] = /^(\s*)([\s\S]*?)(\s*)$/.exec(text) ?? [];
  if (core === "") return text;
  const plain = code ? `\`${escapeCode(core)}\`` : link ? labelText(collapseSpace(core)) : escapeText(core);
  const slanted = italic ? `*${plain}*` : plain;
  const drawn = bold ? `**${slanted}**` : slanted;
  // Spaces that line up code elsewhere line up nothing beside a font of many widths.
  return before + (link ? `[${drawn}](${escapeUrl(link)})` : drawn) + (code ? "" : after);
}

const collapseSpace = (text: string): string => text.replace(/\s+/g, " ");

/** Spans are left out rather than cut to fewer characters than this. */
const leastRoom = 40;

/** Spans cut until their markdown fits into `limit`; empty if less than 40 characters are left. */
export function cutSpans(spans: readonly Span[], limit: number): Span[] {
  let cut = [...spans];
  while (drawSpans(cut).length > limit) {
    if (limit < leastRoom) return [];
    const shorter = cutLongest(cut, drawSpans(cut).length - limit);
    if (!shorter) return [];
    cut = shorter;
  }
  return cut;
}

function cutLongest(spans: readonly Span[], excess: number): Span[] | null {
  const lengths = spans.map((span) => ("text" in span ? span.text.length : 0));
  const longest = lengths.indexOf(Math.max(...lengths));
  const span = spans[longest];
  if (!span || !("text" in span) || span.text.length < leastRoom / 2) return null;
  // Half of the drawn text may be escapes, so cut half the excess; the loop cuts the rest.
  const text = cutWords(span.text, Math.max(1, span.text.length - Math.max(8, Math.ceil(excess / 2))));
  return text.length < span.text.length ? spans.with(longest, { ...span, text }) : null;
}
