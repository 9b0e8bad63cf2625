/** A piece of text with its looks; never holds markup, every adapter escapes `text` itself. */
export interface TextSpan {
  text: string;
  bold?: true;
  italic?: true;
  code?: true;
  /** An address built by us from validated ids or checked by `safe-url.ts`. */
  link?: string;
}

/** A member or channel named by its platform id; drawn as the platform's own reference, and never notifies anyone. */
export type ReferenceSpan = { member: string } | { channel: string };

/** A run of text, or a reference the platform draws itself. */
export type Span = TextSpan | ReferenceSpan;

/** What a button is for, so that a platform can choose its place and shape for it. */
export type ActionRole = "vote" | "save" | "details" | "share" | "more" | "primary" | "danger" | "plain";

/** A button; `call` is an encoded command call (`core/command/button.ts`), at most 100 characters. */
export interface Action {
  role: ActionRole;
  label: string;
  call: string;
}

/** How much room a paper gets: a line of a list, a card of its own, or everything known about it. */
export type PaperSize = "list" | "card" | "whole";

/** One paper in a message, its text already chosen and sanitised. */
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
  /** Why it is here: what matched, who voted; empty when there is nothing to say. */
  why: Span[];
  picture: { url: string; alt: string } | null;
  /** Votes of this workspace's members. */
  votes: number;
  actions: Action[];
}

/** One part of a message; unknown to no adapter: each draws it with one switch. */
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
  /** Small print under everything. */
  footer: Span[];
}

const spansOf = (spans: readonly (Span | string)[]): Span[] =>
  spans.map((span) => (typeof span === "string" ? { text: span } : span));

/** A paragraph; a string is a span without looks. */
export const textBlock = (...spans: (Span | string)[]): Block => ({ kind: "text", spans: spansOf(spans) });

/** A paragraph in small print. */
export const noteBlock = (...spans: (Span | string)[]): Block => ({ kind: "note", spans: spansOf(spans) });

/** A message of one plain paragraph. */
export const textMessage = (...spans: (Span | string)[]): Message => ({
  title: "",
  blocks: [textBlock(...spans)],
  footer: [],
});

/** The ids of a message's papers, in order. */
export const papersOf = (message: Message): string[] =>
  message.blocks.flatMap((block) => (block.kind === "paper" ? [block.paper] : []));
