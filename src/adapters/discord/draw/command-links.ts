import type { Block, Message, Span, TextSpan } from "../../../core/messages/message.ts";

const scheme = "papers-command:";

/** A typed command in one of our sentences. */
const typed = /^\/papers ([a-z]+)(?: (.+))?$/s;

/** `/papers` as it is registered: what Discord calls it by, and its subcommands. */
export interface PapersCommand {
  id: string;
  names: { has(name: string): boolean };
}

/** The message with its hints (`/papers edit 3`) marked to be drawn as clickable commands; as it is before they are registered. */
export function withCommandLinks(message: Message, command: PapersCommand | null): Message {
  if (command === null) return message;
  const isTyped = (span: Span): span is TextSpan => {
    const name = "text" in span && span.code ? typed.exec(span.text)?.[1] : undefined;
    return name !== undefined && command.names.has(name);
  };
  const linked = (spans: Span[]): Span[] =>
    spans.map((span) => (isTyped(span) ? { ...span, link: scheme + command.id } : span));
  const blocks = message.blocks.map((block): Block =>
    block.kind === "text" || block.kind === "note" ? { ...block, spans: linked(block.spans) } : block,
  );
  return { ...message, blocks, footer: linked(message.footer) };
}

/** `</papers edit:123> 3`, of a span that was marked; null for any other. A press on it fills in the command, the options follow as text. */
export function commandLink(
  { text, link = "" }: { text: string; link?: string },
  escape: (text: string) => string,
): string | null {
  if (!link.startsWith(scheme)) return null;
  const [, name = "", options = ""] = typed.exec(text) ?? [];
  return `</papers ${name}:${link.slice(scheme.length)}>${options === "" ? "" : ` ${escape(options)}`}`;
}
