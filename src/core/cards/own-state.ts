import { decodeButton, encodeButton } from "../command/button.ts";
import type { Context } from "../command/define.ts";
import type { Action, Message, OwnState } from "../messages/message.ts";
import { voteLabel } from "./vote-count.ts";

/** Which of some papers the caller votes for and saved. */
export async function ownStates(
  { store, workspace, caller }: Pick<Context, "store" | "workspace" | "caller">,
  papers: readonly string[],
): Promise<ReadonlyMap<string, OwnState>> {
  const voted = await store.votes.votedBy(workspace.id, caller.id, papers);
  const saved = new Set(await store.saves.list(workspace.id, caller.id));
  return new Map(papers.map((id) => [id, { voted: voted.has(id), saved: saved.has(id) }]));
}

/** The message as its only reader sees it: "▲ 3 · you", and Unsave on what they saved. */
export const withOwn = (message: Message, own: ReadonlyMap<string, OwnState>): Message => ({
  ...message,
  blocks: message.blocks.map((block) => {
    const state = block.kind === "paper" ? own.get(block.paper) : undefined;
    if (block.kind !== "paper" || !state) return block;
    return { ...block, own: state, actions: block.actions.map((action) => ownAction(action, block.votes, state)) };
  }),
});

function ownAction(action: Action, votes: number, own: OwnState): Action {
  if (action.role === "vote") return { ...action, label: voteLabel(votes, own) };
  if (action.role !== "save") return action;
  const { values } = decodeButton(action.call);
  const [label, command] = own.saved ? ["Unsave", "unsave"] : ["Save", "save"];
  return { ...action, label, call: encodeButton(command, values) };
}
