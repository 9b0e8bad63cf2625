import type { KnownBlock, PlainTextOption, SectionBlock, StaticSelect } from "@slack/types";
import { type Action, type PaperBlock, type Span, withoutVotes } from "../../../core/messages/message.ts";
import { cutText, cutWords, firstSentences } from "../../../core/messages/cut.ts";
import { shortCount, spansText } from "../../../core/messages/plain-text.ts";
import { limits } from "../limits.ts";
import { actionBlocks, button, noteBlocks, plainElement, richText, smallPrint } from "./elements.ts";

/** About two lines beside a vote button with a count on a phone. */
const listSummary = 64;

/** With the date and two counts this is one line of small print on a phone. */
const longestWho = 30;

/** A paper of a list: its title, a line of facts, and two lines with the vote button beside them. */
export function listEntry(block: PaperBlock): KnownBlock[] {
  const { title, facts, summary } = block;
  const vote = block.actions.find(({ role }) => role === "vote");
  const why = vote ? withoutVotes(block.why) : block.why;
  const isLinked = why.some((span) => "text" in span && span.link);
  const small = [factLine(facts), isLinked ? [] : why].filter((run) => run.length > 0);
  const body: SectionBlock = {
    type: "section",
    text: plainElement(shortSummary(summary) || "No abstract.", limits.sectionText),
    ...(vote && { accessory: button(vote, title.text) }),
  };
  return [
    ...richText([...numberOf(block), title]),
    ...smallPrint(small.flatMap((run, i): Span[] => (i === 0 ? run : [{ text: factDot }, ...run]))),
    // A reason with a link to its post is worth a line.
    ...(isLinked ? richText(why) : []),
    body,
  ];
}

const factDot = " · ";
const isDot = (span: Span): boolean => "text" in span && span.text === factDot;

/** A list has one line for facts: links, which small print cannot hold, and whole names are in a paper's details. */
function factLine(facts: readonly Span[]): Span[] {
  const [who, ...others] = facts.filter((span) => !isDot(span) && !("text" in span && span.link));
  const shown = [who && "text" in who ? { text: cutWords(who.text, longestWho) } : who, ...others.map(shortCount)];
  return shown
    .filter((span) => span !== undefined)
    .flatMap((span, i) => (i === 0 ? [span] : [{ text: factDot }, span]));
}

/** A summary in two lines, with the mark of where it is from: "(AI summary)". */
function shortSummary(summary: readonly Span[]): string {
  const last = summary.at(-1);
  const mark = summary.length > 1 && last && "text" in last && last.italic ? last.text : "";
  const words = spansText(mark === "" ? summary : summary.slice(0, -1));
  return firstSentences(words, listSummary - mark.length) + mark;
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
