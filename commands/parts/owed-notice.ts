import { shortDay } from "../../src/core/messages/dates.ts";
import { type Block, type Span, textBlock } from "../../src/core/messages/message.ts";
import { prose } from "../../src/core/messages/prose.ts";
import type { WorkspaceRef } from "../../src/core/platform.ts";
import type { Store, Subscription } from "../../src/core/store/store.ts";
import { dayMs } from "../../src/durations.ts";
import { isPausedByMember } from "../pause.ts";
import { aboutWords, placeOf } from "./subscriptions.ts";

/** Older roundups than this are no news. */
const newsMs = 14 * dayMs;

/**
 * Tells a member once which of their roundups failed while the bot could not write to them. Empty when there is nothing to tell.
 * Only an answer that the member alone sees may show it.
 */
export async function owedNotice(store: Store, where: WorkspaceRef, member: string, now: Date): Promise<Block[]> {
  const workspace = await store.workspaces.find(where);
  if (!workspace || !(await store.members.takeOwedNotice(workspace.id, member))) return [];
  const paused = (await store.subscriptions.list(workspace.id)).filter(
    ({ madeBy, pausedBecause }) => madeBy === member && pausedBecause !== null && !isPausedByMember(pausedBecause),
  );
  if (paused.length > 0) return paused.map((each) => roundupLine(each, ` is paused: ${each.pausedBecause}.`));
  const recent = await store.deliveries.since(workspace.id, new Date(now.getTime() - newsMs));
  return recent
    .filter(({ subscription, state, wanted }) => wanted && subscription.madeBy === member && state === "unknown")
    .map(({ subscription, slot, reason }) =>
      roundupLine(subscription, ` of ${shortDay(slot)} may or may not have been posted: ${reason}.`),
    );
}

function roundupLine(subscription: Subscription, what: string): Block {
  const about: Span = { text: `Roundup ${subscription.number} (${aboutWords(subscription)}, ` };
  return textBlock(about, placeOf(subscription), ...prose(`)${what}`));
}
