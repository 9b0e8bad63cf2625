import { escapeAttribute, escapeText } from "entities";
import type { Block, Message, PaperBlock, Span } from "../../../core/messages/message.ts";
import { closing, type MailLook, offersOf, oneMailLine, spanWords } from "./words.ts";

/**
 * A mail as HTML that mail programs draw alike: tables, styles in each element, no colours. Text, links and ground have the
 * program's own colours, so that its dark mode holds; a `<style>` or `<body>` of ours would be dropped by half of them.
 */
export function drawHtml(message: Message, look: MailLook): string {
  const rows = [
    message.title === "" ? "" : row(titleHtml(message.title), 4),
    ...message.blocks.map((block) => blockRows(block, look)),
    message.footer.length > 0 ? fineRow(spansHtml(message.footer), 8) : "",
    ...closingRows(look),
  ];
  return [
    `<!doctype html>\n<html lang="en"><head><meta charset="utf-8"><title>${escape(message.title)}</title></head>`,
    `<table ${plainTable} width="100%"><tr><td align="center" style="padding:16px">`,
    `<table ${plainTable} width="100%" style="max-width:640px"><tr><td align="left">`,
    `<table ${plainTable} width="100%">`,
    ...rows.filter((each) => each !== ""),
    "</table></td></tr></table></td></tr></table></html>\n",
  ].join("\n");
}

const plainTable = 'role="presentation" cellpadding="0" cellspacing="0" border="0"';
const font = "font-family:Helvetica,Arial,sans-serif";
const normal = `${font};font-size:15px;line-height:22px`;
const fine = `${font};font-size:13px;line-height:19px`;

const escape = (text: string): string => escapeText(oneMailLine(text));
const row = (html: string, above: number, letters = normal): string =>
  `<tr><td align="left" style="padding:${above}px 0 4px 0;word-break:break-word;${letters}">${html}</td></tr>`;
const fineRow = (html: string, above: number): string => row(html, above, fine);
const titleHtml = (title: string): string =>
  `<span style="${font};font-size:21px;line-height:28px;font-weight:bold">${escape(title)}</span>`;
const rule = (above: number): string =>
  `<tr><td style="padding:${above}px 0 0 0"><hr style="border:0;border-top:1px solid #8a8a8a;margin:0"></td></tr>`;
const link = (html: string, url: string): string => `<a href="${escapeAttribute(url)}">${html}</a>`;

function blockRows(block: Block, look: MailLook): string {
  switch (block.kind) {
    case "text":
      return row(spansHtml(block.spans), 8);
    case "note":
      return fineRow(spansHtml(block.spans), 0);
    case "paper":
      return paperRows(block, look);
    case "divider":
      return rule(12);
    case "actions":
      return "";
  }
}

function paperRows(block: PaperBlock, look: MailLook): string {
  const number = block.number === null ? "" : `${block.number}. `;
  const title = `<b>${escape(spanWords(block.title))}</b>`;
  const votes = block.votes > 0 ? ` &nbsp;<b>▲ ${block.votes}</b>` : "";
  const head = `<b>${number}</b>${block.title.link ? link(title, block.title.link) : title}${votes}`;
  const offers = offersOf(block, look).map(({ label, url }) => link(label, url));
  const lines = [
    block.facts.length > 0 ? fineRow(spansHtml(block.facts), 0) : "",
    block.summary.length > 0 ? row(spansHtml(block.summary), 0) : "",
    block.why.length > 0 ? fineRow(spansHtml(block.why), 0) : "",
    offers.length > 0 ? fineRow(offers.join(" &nbsp;·&nbsp; "), 0) : "",
  ];
  return [rule(14), row(head, 12), pictureRow(block), ...lines].filter((line) => line !== "").join("\n");
}

/** Pictures come from Hugging Face alone: the address of any other is one that a stranger chose. */
const ourPictures = /^https:\/\/(?:[a-z0-9-]+\.)*(?:huggingface\.co|hf\.co)\//;

function pictureRow({ size, picture }: PaperBlock): string {
  if (size === "list" || !picture || !ourPictures.test(picture.url)) return "";
  return fineRow(
    `<img src="${escapeAttribute(picture.url)}" alt="${escapeAttribute(oneMailLine(picture.alt))}" width="320" border="0" style="max-width:100%;height:auto">`,
    0,
  );
}

const spansHtml = (spans: readonly Span[]): string => spans.map(spanHtml).join("");

function spanHtml(span: Span): string {
  const text = escape(spanWords(span));
  if (!("text" in span)) return text;
  const bold = span.bold ? `<b>${text}</b>` : text;
  const looks = span.italic ? `<i>${bold}</i>` : span.code ? `<code>${bold}</code>` : bold;
  return span.link ? link(looks, span.link) : looks;
}

function closingRows(look: MailLook): string[] {
  const end = closing(look);
  if (!end) return [];
  const unsubscribe = end.unsubscribe ? ` ${link("Unsubscribe", end.unsubscribe)}` : "";
  return [rule(16), fineRow(`${escape(end.why)}${unsubscribe}`, 8)];
}
