import type { Block, Message, PaperBlock, Span } from "../messages/message.ts";

/** The label of a vote button. */
export const voteLabel = (votes: number): string => (votes > 0 ? `▲ ${votes}` : "▲");

const told = / of your team voted$/;
const saysVotes = (span: Span | undefined): boolean => span !== undefined && "text" in span && told.test(span.text);

/** The reasons a paper is shown for, with the team's votes as the last of them. */
export function withVotesTold(why: readonly Span[], votes: number): Span[] {
  const others = saysVotes(why.at(-1)) ? why.slice(0, -2) : why;
  if (votes === 0) return [...others];
  const count: Span = { text: `${votes} of your team voted` };
  return others.length > 0 ? [...others, { text: " · " }, count] : [count];
}

/** The message with new vote counts, by paper id. */
export function withCounts(message: Message, votes: ReadonlyMap<string, number>): Message {
  const redrawn = (block: Block): Block =>
    block.kind === "paper" ? withVotes(block, votes.get(block.paper) ?? 0) : block;
  return { ...message, blocks: message.blocks.map(redrawn) };
}

function withVotes(block: PaperBlock, votes: number): PaperBlock {
  const label = voteLabel(votes);
  const actions = block.actions.map((action) => (action.role === "vote" ? { ...action, label } : action));
  return { ...block, votes, why: withVotesTold(block.why, votes), actions };
}
