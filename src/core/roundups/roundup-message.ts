import { encodeButton } from "../command/button.ts";
import { cutWords } from "../messages/cut.ts";
import { longDay, shortDay } from "../messages/dates.ts";
import {
  type Action,
  type Block,
  type Message,
  momentSpan,
  noteBlock,
  type PaperBlock,
  type Span,
  textBlock,
} from "../messages/message.ts";
import { shortCount } from "../messages/plain-text.ts";
import type { Subscription } from "../store/store.ts";
import type { Roundup } from "./compose.ts";
import { paperBlock } from "../cards/paper-block.ts";
import type { Candidate } from "./rank.ts";

/** What a roundup's message says besides its papers. */
export interface RoundupDetails {
  topics: readonly string[];
  of: Subscription["of"];
  /** The local date it is for, `YYYY-MM-DD`. */
  slot: string;
  /** The next slot; null in a preview. */
  next: { date: string; dueAt: Date; at: string; tz: string } | null;
  /** The delivery id for the More button; null in a preview. */
  delivery: number | null;
  /** The subscription's number; null in a preview. */
  number: number | null;
  /** Why it is late and which sources failed: one line each. */
  notes: readonly string[];
  /** Whether to say how to vote: in the first roundups of a channel. */
  hint: boolean;
}

/** The name people know a roundup by. */
export function roundupName({ topics, of }: Pick<RoundupDetails, "topics" | "of">): string {
  const named = topics.join(", ");
  if (of === "top") return named ? `Your team's top: ${named}` : "Your team's top";
  if (of === "taste") return named ? `For you: ${named}` : "For you";
  if (of === "trending") return named ? `Trending: ${named}` : "Trending";
  return named || "Daily Papers";
}

/** The roundup as one numbered list. */
export function listMessage(roundup: Roundup, details: RoundupDetails): Message {
  const papers = roundup.chosen.map((candidate, i) => block(candidate, details.slot, "list", i + 1));
  return {
    title: titleOf(details),
    blocks: [...head(roundup, details), ...papers, ...buttons(roundup, details)],
    footer: hintOf(details, "React 1️⃣–🔟 or press ▲ to vote: votes decide what comes first here."),
  };
}

/** The roundup as a parent message that lists the titles, and one message per paper to post below it. */
export function cardMessages(roundup: Roundup, details: RoundupDetails): { parent: Message; cards: Message[] } {
  const blocks = roundup.chosen.map((candidate) => block(candidate, details.slot, "card"));
  const parent: Message = {
    title: titleOf(details),
    blocks: [
      ...head(roundup, details),
      ...(blocks.length > 0 ? [textBlock(...blocks.flatMap(titleLine))] : []),
      ...buttons(roundup, details),
    ],
    footer: hintOf(details, cardHint),
  };
  return { parent, cards: blocks.map((card) => ({ title: "", blocks: [card], footer: [] })) };
}

/** "• Phased DMD · ▲ 12 HF · 💬 1": votes are counted on the card alone, which is drawn anew with each. */
function titleLine({ title, facts }: PaperBlock, place: number): Span[] {
  const counts = facts.filter((span) => "count" in span).flatMap((span): Span[] => [{ text: " · " }, shortCount(span)]);
  return [{ text: place === 0 ? "• " : "\n• " }, { ...title, text: cutWords(title.text, listedTitle) }, ...counts];
}

const cardHint = "React with 👍 or press ▲ on a paper to vote: votes decide what comes first here.";

/** Ten titles of this length leave room for the rest of a message on every platform. */
const listedTitle = 160;

/** The roundup as one message of cards, where cards cannot stand under another message. */
export function cardsInOne(roundup: Roundup, details: RoundupDetails): Message {
  const cards = roundup.chosen.map((candidate) => block(candidate, details.slot, "card"));
  const blocks = [...head(roundup, details), ...buttons(roundup, details), ...cards];
  return { title: titleOf(details), blocks, footer: hintOf(details, cardHint) };
}

/** One line for a day without news; `others` are the channel's other roundups that had none either. */
export function nothingNew(
  details: RoundupDetails,
  since: string | null,
  lookedAt: number,
  others: readonly Pick<RoundupDetails, "topics" | "of">[] = [],
): Message {
  const after = since === null ? "" : ` since ${since}`;
  const what = details.of === "top" ? `no new votes${after}` : `nothing new${after}${looked(lookedAt)}`;
  const names = [...others, details].map(roundupName).join("; ");
  return line([`${names}: ${what}.`, ...nextSentence(details)], details.notes);
}

/** The message for a day that ended while a source was still failing. */
export function couldNotLook(details: RoundupDetails, problem: string, lookedAt: number): Message {
  const known = lookedAt > 0 ? ` Among the ${papersText(lookedAt)} known from elsewhere nothing fits.` : "";
  const said = `${roundupName(details)}: no roundup for ${longDay(details.slot)}. ${problem}.${known}`;
  return line([said, ...nextSentence(details)], []);
}

/** " Next: Mon 10 Nov 09:00." */
const nextSentence = ({ next }: RoundupDetails): (string | Span)[] =>
  next ? [` Next: ${shortDay(next.date)} ${next.at}`, momentSpan(next.dueAt), "."] : [];

const line = (said: readonly (string | Span)[], notes: readonly string[]): Message => ({
  title: "",
  blocks: [textBlock(...said), ...notes.map((note) => noteBlock(note))],
  footer: [],
});

const papersText = (count: number): string => `${count} ${count === 1 ? "paper" : "papers"}`;
const looked = (count: number): string => ` (${papersText(count)} looked at)`;

const titleOf = (details: RoundupDetails): string => `${roundupName(details)} · ${longDay(details.slot)}`;

function head({ chosen, rest }: Roundup, { of, next, notes }: RoundupDetails): Block[] {
  const all = chosen.length + rest.length;
  const kind = of === "top" ? "voted papers" : all === 1 ? "new paper" : "new papers";
  const count = rest.length > 0 ? `${chosen.length} of ${all} ${kind}` : `${all} ${kind}`;
  const order = of === "top" ? "most votes first" : all > 1 ? orderWords(chosen) : null;
  const heading = [count, order].filter(Boolean).join(", ");
  const when = next ? [` · next: ${shortDay(next.date)} ${next.at} ${next.tz}`, momentSpan(next.dueAt)] : [];
  return [noteBlock(heading, ...when), ...notes.map((note) => noteBlock(note))];
}

/** How they are ordered, where votes or a taste had a say. */
function orderWords(chosen: readonly Candidate[]): string | null {
  if (chosen.some(({ reason }) => reason)) return "most like what is liked first";
  return chosen.some(({ votes }) => votes > 0) ? "your team's votes first" : null;
}

function buttons({ rest }: Roundup, { delivery, number }: RoundupDetails): Block[] {
  const actions: Action[] = [];
  if (delivery !== null && rest.length > 0)
    actions.push({
      role: "more",
      label: `${rest.length} more`,
      call: encodeButton("rest", { roundup: `${delivery}` }),
    });
  if (number !== null)
    actions.push({ role: "plain", label: "Change this roundup", call: encodeButton("edit", { number: `${number}` }) });
  return actions.length > 0 ? [{ kind: "actions", actions }] : [];
}

const hintOf = ({ hint }: RoundupDetails, text: string): Span[] => (hint ? [{ text }] : []);

function block({ paper, ...said }: Candidate, slot: string, size: "list" | "card", number?: number): PaperBlock {
  return paperBlock(paper, { size, number, now: new Date(slot), ...said });
}
