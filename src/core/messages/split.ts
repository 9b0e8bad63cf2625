import { cutWords, piecesOf } from "./cut.ts";
import type { Block, Message, PaperBlock, Span, TextSpan } from "./message.ts";
import { spansText } from "./plain-text.ts";

/** The sizes that a platform limits (blocks, characters …), by its own names. */
export type Size<Counted extends string> = Record<Counted, number>;

/** How a platform measures a message, and its limits. */
export interface Room<Counted extends string> {
  size: (message: Message) => Size<Counted>;
  limits: Size<Counted>;
}

/** Splits a message to fit a platform's limits, never inside a paper. The first part has the title, the last the footer. */
export function splitMessage<Counted extends string>(message: Message, room: Room<Counted>): Message[] {
  if (fits(message, room)) return [message];
  const title = shortTitle(message.title, room);
  const parts: Message[] = [{ title, blocks: [], footer: [] }];
  for (const block of message.blocks.flatMap((each) => fitting(each, room)))
    addToLast(parts, { blocks: [block] }, room);
  if (message.footer.length > 0) addToLast(parts, { footer: message.footer }, room);
  return parts;
}

function fits<Counted extends string>(message: Message, { size, limits }: Room<Counted>): boolean {
  const counted = size(message);
  return (Object.keys(limits) as Counted[]).every((each) => counted[each] <= limits[each]);
}

function addToLast(parts: Message[], more: Partial<Message>, room: Room<string>): void {
  const last = parts.at(-1) ?? alone();
  const longer = { ...last, blocks: [...last.blocks, ...(more.blocks ?? [])], footer: more.footer ?? last.footer };
  const started = last.title !== "" || last.blocks.length > 0;
  if (!started || fits(longer, room)) parts[Math.max(0, parts.length - 1)] = longer;
  else parts.push({ ...alone(), ...more });
}

const alone = (...blocks: Block[]): Message => ({ title: "", blocks, footer: [] });

function shortTitle(title: string, room: Room<string>): string {
  let short = title;
  while (short.length > 20 && !fits({ title: short, blocks: [], footer: [] }, room))
    short = cutWords(short, Math.floor(short.length * 0.75));
  return short;
}

/** A block as blocks that each fit into a message. */
function fitting(block: Block, room: Room<string>): Block[] {
  if (fits(alone(block), room)) return [block];
  if (block.kind === "text" || block.kind === "note") return inPieces(block, room);
  if (block.kind === "paper") return [shortPaper(block, room)];
  return [block];
}

function inPieces(block: Extract<Block, { kind: "text" | "note" }>, room: Room<string>): Block[] {
  const plain = spansText(block.spans);
  for (let limit = Math.ceil(plain.length / 2); limit > 20; limit = Math.ceil(limit / 2)) {
    const pieces = spanPieces(block.spans, limit).map((spans) => ({ ...block, spans }));
    if (pieces.every((piece) => fits(alone(piece), room))) return pieces;
  }
  return [{ ...block, spans: [{ text: cutWords(plain, 20) }] }];
}

/** Spans in groups of at most `limit` characters; each piece keeps its style. */
function spanPieces(spans: readonly Span[], limit: number): Span[][] {
  const groups: Span[][] = [[]];
  let room = limit;
  const small = spans.flatMap((span): Span[] =>
    "text" in span ? piecesOf(span.text, limit).map((text): TextSpan => ({ ...span, text })) : [span],
  );
  for (const span of small) {
    const length = spansText([span]).length;
    if (length > room && groups.at(-1)?.length) {
      groups.push([]);
      room = limit;
    }
    groups.at(-1)?.push(span);
    room -= length;
  }
  return groups;
}

/** A paper made small enough for a message: shortens its summary first, then a very long title, then its facts and reasons, and in the end what is left of the title. */
function shortPaper(block: PaperBlock, room: Room<string>): PaperBlock {
  let short = block;
  for (let step = 0; step < 24 && !fits(alone(short), room); step++) short = shorter(short);
  return short;
}

function shorter(block: PaperBlock): PaperBlock {
  const half = (spans: Span[]): Span[] => {
    const text = spansText(spans);
    return text.length < 40 ? [] : [{ text: cutWords(text, Math.floor(text.length / 2)) }];
  };
  if (spansText(block.summary).length > 0) return { ...block, summary: half(block.summary) };
  if (block.title.text.length > 200)
    return { ...block, title: { ...block.title, text: cutWords(block.title.text, 200) } };
  if (block.facts.length + block.why.length > 0) return { ...block, facts: half(block.facts), why: half(block.why) };
  if (block.picture !== null || block.actions.length > 0)
    return { ...block, picture: null, actions: block.actions.slice(0, -1) };
  return {
    ...block,
    title: { ...block.title, text: cutWords(block.title.text, Math.floor(block.title.text.length * 0.75)) },
  };
}
