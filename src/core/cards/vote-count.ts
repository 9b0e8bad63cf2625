import {
  type Block,
  type Message,
  type OwnState,
  type PaperBlock,
  type Span,
  withoutVotes,
} from "../messages/message.ts";

/** The label of a vote button; its only reader also sees whether they voted: "▲ 3 · you". */
export const voteLabel = (votes: number, own?: OwnState): string =>
  (votes > 0 ? `▲ ${votes}` : "▲") + (own?.voted ? " · you" : "");

/** The reasons a paper is shown for, with the team's votes as the last of them. */
export function withVotesTold(why: readonly Span[], votes: number): Span[] {
  const others = withoutVotes(why);
  if (votes === 0) return others;
  const count: Span = { count: "votes", n: votes };
  return others.length > 0 ? [...others, { text: " · " }, count] : [count];
}

/** Messages that version 0.1.0 stored hold the votes as text, written from the block's own count. */
function withCountSpan({ why, votes }: PaperBlock): Span[] {
  const last = why.at(-1);
  const asText = votes > 0 && last && "text" in last && last.text === `${votes} of your team voted`;
  return asText ? [...why.slice(0, -1), { count: "votes", n: votes }] : why;
}

/** The message with new vote counts, by paper id. */
export function withCounts(message: Message, votes: ReadonlyMap<string, number>): Message {
  const redrawn = (block: Block): Block =>
    block.kind === "paper" ? withVotes(block, votes.get(block.paper) ?? 0) : block;
  return { ...message, blocks: message.blocks.map(redrawn) };
}

function withVotes(block: PaperBlock, votes: number): PaperBlock {
  const label = voteLabel(votes, block.own);
  const actions = block.actions.map((action) => (action.role === "vote" ? { ...action, label } : action));
  return { ...block, votes, why: withVotesTold(withCountSpan(block), votes), actions };
}
