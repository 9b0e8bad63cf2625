import type { KnownBlock, PlainTextOption, SectionBlock, StaticSelect } from "@slack/types";
import type { Action, PaperBlock, Span } from "../../../core/messages/message.ts";
import { cutText, cutWords } from "../../../core/messages/cut.ts";
import { spansText } from "../../../core/messages/plain-text.ts";
import { limits } from "../limits.ts";
import { actionBlocks, button, noteBlocks, plainElement, richText, smallPrint } from "./elements.ts";

/** About two lines beside the vote button on a phone. */
const listSummary = 68;

/** A paper of a list: its title, a line of facts, and two lines with the vote button beside them. */
export function listEntry(block: PaperBlock): KnownBlock[] {
  const { title, facts, why, summary } = block;
  const { text, origin } = originApart(summary);
  const vote = block.actions.find(({ role }) => role === "vote");
  const isLinked = why.some((span) => "text" in span && span.link);
  const runs = [factLine(facts.filter(fitsSmallPrint).map(shortCount)), origin, isLinked ? [] : why];
  const small = runs.filter((run) => run.length > 0);
  const body: SectionBlock = {
    type: "section",
    text: plainElement(cutWords(text, listSummary) || "No abstract.", limits.sectionText),
    ...(vote && { accessory: button(vote, title.text) }),
  };
  return [
    ...richText([...numberOf(block), title]),
    ...smallPrint(small.flatMap((run, i): Span[] => (i === 0 ? run : [{ text: " · " }, ...run]))),
    // A reason with a link to its post is worth a line.
    ...(isLinked ? richText(why) : []),
    body,
  ];
}

/** A list has one line for facts: links, which small print cannot hold, and the whole name are in a paper's details. */
const fitsSmallPrint = (span: Span): boolean => !("text" in span) || (span.text !== factDot && !span.link);

const shortCount = (span: Span): Span =>
  "count" in span && span.count === "upvotes" ? { text: `▲ ${span.n} HF` } : span;

const factDot = " · ";
const factLine = (spans: readonly Span[]): Span[] =>
  spans.flatMap((span, i) => (i === 0 ? [span] : [{ text: factDot }, span]));

/** A summary's words, and the mark of where they come from as a fact: "AI summary". */
function originApart(summary: readonly Span[]): { text: string; origin: Span[] } {
  const last = summary.at(-1);
  if (summary.length < 2 || !last || !("text" in last) || !last.italic) return { text: spansText(summary), origin: [] };
  return {
    text: spansText(summary.slice(0, -1)),
    origin: [{ text: last.text.replace(/^ \((?:from the )?|\)$/g, "") }],
  };
}

/** A paper on a card of its own, or with everything that is known about it. */
export function wholePaper(block: PaperBlock): KnownBlock[] {
  const facts: Span[] = block.facts.length > 0 ? [{ text: "\n" }, ...block.facts] : [];
  return [
    ...richText([...numberOf(block), block.title, ...facts]),
    ...summaryBlocks(block),
    ...noteBlocks(block.why),
    ...actionBlocks(block.actions, block.title.text),
  ];
}

const numberOf = ({ number }: PaperBlock): Span[] => (number === null ? [] : [{ text: `${number}  `, bold: true }]);

/** A card's summary, beside its picture if there is one. */
function summaryBlocks({ summary, picture }: PaperBlock): KnownBlock[] {
  if (!picture) return richText(summary);
  const text = plainElement(spansText(summary) || " ", limits.sectionText);
  const accessory = { type: "image" as const, image_url: picture.url, alt_text: cutText(picture.alt, limits.altText) };
  const section: SectionBlock = { type: "section", text, accessory };
  return [section];
}

const menuRoles = ["details", "save"] as const;

/** The action id of a menu: the chosen menuOption is the call. */
export const menuAction = "v1:choose:";

/** Details and Save of a whole list in one menu, with what else the list offers; its main buttons stand beside the menu. */
export function menuOfList(listed: readonly PaperBlock[], others: readonly Action[]): KnownBlock[] {
  const ofPapers = menuRoles.flatMap((role) =>
    listed.flatMap((block) => {
      const action = block.actions.find((one) => one.role === role);
      return action ? [menuOption(`${action.label}: ${numberWords(block)}${block.title.text}`, action.call)] : [];
    }),
  );
  const ofList = others.filter(({ role }) => role === "plain").map(({ label, call }) => menuOption(label, call));
  const all = [...ofPapers, ...ofList];
  const options = all.filter(({ value }, at) => all.findIndex((other) => other.value === value) === at);
  const menu: StaticSelect = {
    type: "static_select",
    action_id: menuAction,
    placeholder: plainElement("Details, Save …", limits.optionText),
    options: options.slice(0, limits.selectOptions),
  };
  const buttons = others.filter(({ role }) => role !== "plain").map((action) => button(action));
  const elements = [...(options.length > 0 ? [menu] : []), ...buttons].slice(0, limits.actionsElements);
  return elements.length === 0 ? [] : [{ type: "actions", elements }];
}

const numberWords = ({ number }: PaperBlock): string => (number === null ? "" : `${number} `);

const menuOption = (label: string, call: string): PlainTextOption & { value: string } => ({
  text: plainElement(cutWords(label, limits.optionText), limits.optionText),
  value: call,
});
