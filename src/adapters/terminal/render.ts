import stringWidth from "fast-string-width";
import { wrapAnsi } from "fast-wrap-ansi";
import type { Block, Message, PaperBlock, Span } from "../../core/messages/message.ts";
import { countText } from "../../core/messages/plain-text.ts";
import type { Reply } from "../../core/command/reply.ts";
import { ansiEscape, type Looks } from "./looks.ts";

/** A reply as text: only its file if it has one, so that it can be piped; else its message and announcement. */
export function renderReply(reply: Reply, looks: Looks): string {
  if (reply.file) return reply.file.text.trimEnd();
  const parts = [reply.message, reply.announce].map((message) => message && renderMessage(message, looks));
  return parts.filter(Boolean).join("\n\n");
}

/** A message as lines wrapped to the terminal's width, without buttons. */
export function renderMessage(message: Message, looks: Looks): string {
  const title = message.title === "" ? "" : wrap(looks.bold(harmless(message.title)), looks.width, 0);
  const blocks = message.blocks.map((block) => renderBlock(block, looks));
  const footer = looks.dim(renderSpans(message.footer, looks));
  const parts = [title, ...blocks, message.footer.length > 0 ? wrap(footer, looks.width, 0) : ""];
  return parts.filter((part) => part !== "").join("\n\n");
}

function renderBlock(block: Block, looks: Looks): string {
  switch (block.kind) {
    case "text":
      return renderSpans(block.spans, looks)
        .split("\n")
        .map((line) => inColumns(line, looks.width))
        .join("\n");
    case "note":
      return wrap(looks.dim(renderSpans(block.spans, looks)), looks.width, 0);
    case "paper":
      return renderPaper(block, looks);
    case "divider":
      return looks.dim("─".repeat(Math.min(40, looks.width)));
    case "actions":
      return "";
  }
}

/** A word, two blanks or more, and what it means, as help writes it; the word may be bold. */
const columns = new RegExp(`^((?:${ansiEscape}\\[\\d+m)?[^ ]+ *(?:${ansiEscape}\\[\\d+m)? {2})(?=[^ ])(.*)$`);

/** A line wrapped within its second column if it has two, so that the first one stands alone. */
function inColumns(line: string, width: number): string {
  const [, word = "", meaning = line] = columns.exec(line) ?? [];
  const indent = stringWidth(word);
  return word + wrap(meaning, width, indent).replaceAll("\n", `\n${" ".repeat(indent)}`);
}

function renderPaper(block: PaperBlock, looks: Looks): string {
  const number = block.number === null ? "" : `${block.number}`.padEnd(3);
  const indent = stringWidth(number);
  const room = looks.width - indent;
  const bold = looks.bold(harmless(block.title.text));
  const title = block.title.link && looks.hyperlinks ? looks.link(bold, block.title.link) : bold;
  const { facts, counts } = factsAndCounts(block, looks);
  const id = /^arxiv\.org\/abs\/(.+)$/.exec(block.title.link?.replace(/^https?:\/\//, "") ?? "")?.[1];
  const lines = [
    wrap(title, room, 0),
    beside([id ?? block.paper, facts].join(" · "), counts, room),
    block.title.link && !looks.hyperlinks ? block.title.link : "",
    wrap(renderSpans(block.summary, looks), room, 0),
    block.why.length > 0 ? looks.dim(renderSpans(block.why, looks)) : "",
  ];
  const text = lines.filter((line) => line !== "").join("\n");
  return number + text.replaceAll("\n", `\n${" ".repeat(indent)}`);
}

/** The facts line in two parts: words, and counts for the right edge. */
function factsAndCounts(block: PaperBlock, looks: Looks): { facts: string; counts: string } {
  const facts = block.facts.filter((span) => !("text" in span && span.text === " · "));
  const isCount = (span: Span) => "count" in span;
  const render = (spans: Span[]) => spans.map((span) => renderSpans([span], looks));
  return {
    facts: render(facts.filter((span) => !isCount(span))).join(" · "),
    counts: render(facts.filter(isCount)).join("  "),
  };
}

/** Two texts at the two edges of one line if both fit, else one after the other. */
function beside(left: string, right: string, width: number): string {
  const gap = width - stringWidth(left) - stringWidth(right);
  if (right === "" || gap >= 2) return right === "" ? left : left + " ".repeat(gap) + right;
  return wrap([left, right].join(" · "), width, 0);
}

const renderSpans = (spans: readonly Span[], looks: Looks): string =>
  spans.map((span) => renderSpan(span, looks)).join("");

function renderSpan(span: Span, looks: Looks): string {
  if ("member" in span) return harmless(`@${span.member}`);
  if ("channel" in span) return harmless(`#${span.channel}`);
  if ("count" in span) return countText(span);
  if ("moment" in span) return "";
  // Here a command is typed without the name it has in a chat.
  const text = harmless(span.code ? span.text.replace(/^\/papers /, "") : span.text);
  const styled = span.bold || span.code ? looks.bold(text) : span.italic ? looks.italic(text) : text;
  return span.link ? looks.link(styled, span.link) : styled;
}

/** Text without control characters, which could control the terminal. */
const harmless = (text: string): string => text.replace(/(?!\n)\p{Cc}/gu, "");

const wrap = (text: string, width: number, indent: number): string =>
  wrapAnsi(text, Math.max(10, width - indent), { trim: false, hard: false }).replace(/[ \t]+$|(?<=\n) (?=\S)/gmu, "");
