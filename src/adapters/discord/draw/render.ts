import {
  type Action,
  type Block,
  type Message,
  type PaperBlock,
  withoutVotes,
} from "../../../core/messages/message.ts";
import { cutWords, firstSentences } from "../../../core/messages/cut.ts";
import { shortCount } from "../../../core/messages/plain-text.ts";
import { type PapersCommand, withCommandLinks } from "./command-links.ts";
import { button, flatten, menu, picture, buttonRows, section, textDisplay, type Component } from "./components.ts";
import { escapeText } from "./escape.ts";
import { limits } from "../limits.ts";
import { cutSpans, drawSpans } from "./spans.ts";

/** What a drawn message carries besides its text. */
export interface Drawing {
  /** Appended to every button's call, after `#`; may be empty. */
  suffix: string;
  /** The container's id, to find a message without buttons again; null lets Discord choose. */
  containerId: number | null;
  /** For clickable hints; null before it is registered. */
  command: PapersCommand | null;
}

/** What a message is measured with: an id as long as any. */
const noDrawing: Drawing = {
  suffix: "",
  containerId: null,
  command: { id: "0".repeat(20), names: { has: () => true } },
};

/** A message as Components V2; the summaries of a list share the rest of the text limit evenly. */
export function render(plain: Message, drawing: Drawing): Component[] {
  const message = withCommandLinks(plain, drawing.command);
  const fixed = textLength(drawMessage(message, drawing, 0));
  const components = drawMessage(message, drawing, limits.text - fixed);
  const id = drawing.containerId === null ? {} : { id: drawing.containerId };
  return [
    { type: 17, ...id, components: components.length === 0 ? [textDisplay("(nothing to show here)")] : components },
  ];
}

/** The least size of a message: its components, and its text without the summaries of lists. */
export function leastSize(message: Message): { components: number; text: number } {
  const drawn = drawMessage(withCommandLinks(message, noDrawing.command), noDrawing, 0);
  return { components: flatten(drawn).length + 1, text: textLength(drawn) };
}

const textLength = (components: Component[]): number =>
  flatten(components).reduce((sum, { content }) => sum + (content?.length ?? 0), 0);

const isListed = (block: Block): block is PaperBlock => block.kind === "paper" && block.size === "list";

function drawMessage(message: Message, { suffix }: Drawing, room: number): Component[] {
  const blocks = message.blocks.map((block) => (isListed(block) ? shortEntry(block) : block));
  const listed = blocks.filter(isListed);
  const shares = shareOut(
    listed.map(({ summary }) => drawSpans(summary).length + 1),
    room,
  );
  const summaryRoom = new Map(listed.map((block, i) => [block, shares[i] ?? 0]));
  const last = listed.at(-1);
  return [
    ...heading(message.title.replace(/\s+/g, " ").trim()),
    ...blocks.flatMap((block) => [
      ...drawBlock(block, suffix, summaryRoom.get(block as PaperBlock) ?? 0),
      ...(block === last ? listMenu(listed, suffix) : []),
    ]),
    ...paragraph(small(drawSpans(message.footer))),
  ];
}

/** About two lines beside the vote button on a wide screen. */
const entrySummary = 100;

/** A paper of a list with few words: whole ones are in its details. */
const shortEntry = (block: PaperBlock): PaperBlock => ({
  ...block,
  facts: block.facts.map(shortCount),
  summary: block.summary.map((span) =>
    "text" in span ? { ...span, text: firstSentences(span.text, entrySummary) } : span,
  ),
});

/** Splits `room` into shares: small wishes are met, the larger ones get equal shares of the rest. */
function shareOut(wanted: number[], room: number): number[] {
  let left = Math.max(0, room);
  const shares = wanted.map(() => 0);
  const order = wanted.map((_, i) => i).sort((a, b) => (wanted[a] ?? 0) - (wanted[b] ?? 0));
  order.forEach((i, done) => {
    shares[i] = Math.min(wanted[i] ?? 0, Math.floor(left / (order.length - done)));
    left -= shares[i];
  });
  return shares;
}

function drawBlock(block: Block, suffix: string, summaryRoom: number): Component[] {
  switch (block.kind) {
    case "text":
      return paragraph(drawSpans(block.spans));
    case "note":
      return paragraph(small(drawSpans(block.spans)));
    case "divider":
      return [{ type: 14, divider: true, spacing: 1 }];
    case "actions":
      return buttonRows(unique(block.actions).map((action) => button(action, suffix)));
    case "paper":
      return block.size === "list" ? listedPaper(block, suffix, summaryRoom) : card(block, suffix);
  }
}

const heading = (title: string): Component[] => (title === "" ? [] : [textDisplay(`### ${escapeText(title)}`)]);

const paragraph = (content: string): Component[] => (content.trim() === "" ? [] : [textDisplay(content)]);

/** Without repeated calls, because Discord refuses a message with the same id twice. */
const unique = (actions: readonly Action[]): Action[] =>
  actions.filter(({ call }, at) => actions.findIndex((other) => other.call === call) === at);

/** Small print, line by line. */
const small = (content: string): string =>
  content
    .split("\n")
    .filter((line) => line.trim() !== "")
    .map((line) => `-# ${line}`)
    .join("\n");

const joinLines = (...found: string[]): string => found.filter((line) => line.trim() !== "").join("\n");

function listedPaper(block: PaperBlock, suffix: string, summaryRoom: number): Component[] {
  const vote = block.actions.find(({ role }) => role === "vote");
  const why = vote ? withoutVotes(block.why) : block.why;
  const content = drawPaperText({ ...block, why }, drawSpans(cutSpans(block.summary, summaryRoom - 1)));
  return [vote ? section(content, button(vote, suffix)) : textDisplay(content)];
}

function card(block: PaperBlock, suffix: string): Component[] {
  const content = drawPaperText(block, drawSpans(block.summary));
  return [
    block.picture ? section(content, picture(block.picture)) : textDisplay(content),
    ...buttonRows(unique(block.actions).map((action) => button(action, suffix))),
  ];
}

function drawPaperText({ number, title, facts, why }: PaperBlock, summary: string): string {
  const place = number === null ? "" : `**${number}** `;
  return joinLines(
    place + drawSpans([{ ...title, bold: true }]),
    small(drawSpans(facts)),
    summary,
    small(drawSpans(why)),
  );
}

const inMenu = ["details", "save"] as const;

/** Details and Save of a whole list in one menu, because three buttons per paper exceed Discord's limit. */
function listMenu(listed: readonly PaperBlock[], suffix: string): Component[] {
  const all = inMenu.flatMap((role) =>
    listed.flatMap((block) => {
      const action = block.actions.find((one) => one.role === role);
      const number = block.number === null ? "" : `${block.number} `;
      if (!action) return [];
      return [
        { label: cutWords(`${action.label}: ${number}${block.title.text}`, limits.optionText), value: action.call },
      ];
    }),
  );
  const options = all.filter(({ value }, at) => all.findIndex((other) => other.value === value) === at);
  return options.length === 0 ? [] : [menu("Details or Save", options.slice(0, limits.options), suffix)];
}
