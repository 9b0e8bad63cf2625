/** A piece of text with its style. It holds no markup: every adapter escapes `text` itself. */
export interface TextSpan {
  text: string;
  bold?: true;
  italic?: true;
  code?: true;
  /** An address built by us from validated ids or checked by `safe-url.ts`. */
  link?: string;
}

/** A member or channel by its platform id, drawn as the platform's own reference; it notifies nobody. */
export type ReferenceSpan = { member: string } | { channel: string };

/** A number that a platform may place or draw in its own way: Hugging Face's upvotes and comments, or the team's votes. */
export interface CountSpan {
  count: "upvotes" | "comments" | "votes";
  n: number;
}

/** A time in each reader's own zone, in brackets behind the same time in another zone; nothing on a platform that knows no reader's zone. */
export interface MomentSpan {
  /** Seconds since 1970. */
  moment: number;
}

/** Text, a reference that the platform draws, a count, or a time. */
export type Span = TextSpan | ReferenceSpan | CountSpan | MomentSpan;

/** What a button does; a platform chooses its position and style by it. */
export type ActionRole = "vote" | "save" | "details" | "share" | "more" | "primary" | "danger" | "plain";

/** A button; `call` is an encoded command call (`core/command/button.ts`), at most 100 characters. */
export interface Action {
  role: ActionRole;
  label: string;
  call: string;
  /** What it acts on, for screen readers where the label alone does not tell: "roundup 3". */
  about?: string;
}

/** How a paper is shown: an entry of a list, a card, or everything known about it. */
export type PaperSize = "list" | "card" | "whole";

/** What the only reader of a message did with a paper. */
export interface OwnState {
  voted: boolean;
  saved: boolean;
}

/** One paper in a message, with its texts already chosen and cut. */
export interface PaperBlock {
  kind: "paper";
  /** The paper's id in the library. */
  paper: string;
  size: PaperSize;
  /** Its place in a numbered list, from 1; null on a card. */
  number: number | null;
  title: TextSpan;
  /** One line: authors or organization, date, upvotes, comments. */
  facts: Span[];
  summary: Span[];
  /** Why it is shown: what matched, who voted; may be empty. */
  why: Span[];
  picture: { url: string; alt: string } | null;
  /** Votes of this workspace's members. */
  votes: number;
  /** In messages that one member alone sees. */
  own?: OwnState;
  actions: Action[];
}

/** One part of a message; every adapter draws all kinds, with one switch. */
export type Block =
  | { kind: "text"; spans: Span[] }
  | PaperBlock
  | { kind: "divider" }
  | { kind: "note"; spans: Span[] }
  | { kind: "actions"; actions: Action[] };

/** Everything the bot says, on every platform. */
export interface Message {
  /** One line; empty for a message that is only its blocks. */
  title: string;
  blocks: Block[];
  /** Small print at the end. */
  footer: Span[];
}

const spansOf = (spans: readonly (Span | string)[]): Span[] =>
  spans.map((span) => (typeof span === "string" ? { text: span } : span));

/** A paragraph; a string is a span without looks. */
export const textBlock = (...spans: (Span | string)[]): Block => ({ kind: "text", spans: spansOf(spans) });

/** A paragraph in small print. */
export const noteBlock = (...spans: (Span | string)[]): Block => ({ kind: "note", spans: spansOf(spans) });

/** An instant as a span. */
export const momentSpan = (at: Date): MomentSpan => ({ moment: Math.floor(at.getTime() / 1_000) });

/** A message of one plain paragraph. */
export const textMessage = (...spans: (Span | string)[]): Message => ({
  title: "",
  blocks: [textBlock(...spans)],
  footer: [],
});

/** Of a message's parts, the one with the paper of a pressed button; the first where none has it. */
export const partPressed = (parts: readonly Message[], call: string): Message | null => {
  const paper = /[:&]paper=([^&#]+)/.exec(call)?.[1];
  return parts.find((part) => papersOf(part).includes(paper ?? "")) ?? parts[0] ?? null;
};

const isVotes = (span: Span | undefined): boolean => span !== undefined && "count" in span && span.count === "votes";

/** The reasons of a paper without its votes, which are the last of them: for where a vote button beside them counts those. */
export const withoutVotes = (why: readonly Span[]): Span[] => (isVotes(why.at(-1)) ? why.slice(0, -2) : [...why]);

/** The ids of a message's papers, in order. */
export const papersOf = (message: Message): string[] =>
  message.blocks.flatMap((block) => (block.kind === "paper" ? [block.paper] : []));
