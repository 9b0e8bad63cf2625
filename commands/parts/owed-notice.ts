import { type Block, type Span, textBlock } from "../../src/core/messages/message.ts";
import { prose } from "../../src/core/messages/prose.ts";
import type { WorkspaceRef } from "../../src/core/platform.ts";
import type { Store, Subscription } from "../../src/core/store/store.ts";
import { isPausedByMember } from "../pause.ts";
import { aboutWords, placeOf } from "./subscriptions.ts";

/**
 * What became of a member's roundups while the bot could not write to them, said once; nothing for anybody else. For an
 * answer that the member alone sees.
 */
export async function owedNotice(
  { workspaces, members, subscriptions }: Store,
  where: WorkspaceRef,
  member: string,
): Promise<Block[]> {
  const workspace = await workspaces.find(where);
  if (!workspace || !(await members.takeOwedNotice(workspace.id, member))) return [];
  const paused = (await subscriptions.list(workspace.id)).filter(
    ({ madeBy, pausedBecause }) => madeBy === member && pausedBecause !== null && !isPausedByMember(pausedBecause),
  );
  return paused.length > 0 ? paused.map(pausedLine) : [textBlock(...prose(somethingElse))];
}

const somethingElse = "One of your roundups may not have arrived. `/papers status` says which.";

function pausedLine(subscription: Subscription): Block {
  const about: Span = { text: `Roundup ${subscription.number} (${aboutWords(subscription)}, ` };
  return textBlock(about, placeOf(subscription), ...prose(`) is paused: ${subscription.pausedBecause}.`));
}
