import type { Adapter, Sight } from "../adapter.ts";
import type { WorkspaceRef } from "../platform.ts";
import type { Subscription } from "../store/store.ts";

/** Whether the member of one call can see these channels, by channel id. */
export type SightOf = (channels: readonly string[]) => Promise<ReadonlyMap<string, Sight>>;

/** The member who asks, and their channel, which they see because they type there. */
export interface Looker extends WorkspaceRef {
  member: string;
  here: string | null;
}

/**
 * Asks the platform at most once per channel and call. If it cannot be asked, the answer is "no". On the shell there is
 * no platform, and the person who types sees everything.
 */
export function sightFor(chat: Pick<Adapter, "sees"> | null, { member, here, ...where }: Looker): SightOf {
  const known = new Map<string, Sight>(here === null ? [] : [[here, "yes"]]);
  return async (channels) => {
    const unknown = [...new Set(channels)].filter((channel) => !known.has(channel));
    if (chat === null) for (const channel of unknown) known.set(channel, "yes");
    else if (unknown.length > 0) {
      const seen = await chat.sees(where, member, unknown).catch(() => new Map<string, Sight>());
      for (const channel of unknown) known.set(channel, seen.get(channel) ?? "no");
    }
    return known;
  };
}

/** Who may see a subscription: a personal one its owner, another one every member who sees its channel. */
export interface SubscriptionViewer {
  member: string;
  sight: SightOf;
  /** Asked only for subscriptions whose channel was deleted. */
  isAdmin: () => Promise<boolean>;
}

/**
 * The subscriptions that a member may see. One with a deleted channel is visible to its maker and to admins, so that
 * somebody can end it.
 */
export async function visibleSubscriptions(
  subscriptions: readonly Subscription[],
  { member, sight, isAdmin }: SubscriptionViewer,
): Promise<Subscription[]> {
  const seen = await sight(subscriptions.filter(({ to }) => to === "here").map(({ channel }) => channel));
  const visible: Subscription[] = [];
  for (const subscription of subscriptions) {
    const { to, madeBy, channel } = subscription;
    const own = madeBy === member;
    if (to !== "here" ? own : seen.get(channel) === "yes") visible.push(subscription);
    else if (to === "here" && seen.get(channel) === "gone" && (own || (await isAdmin()))) visible.push(subscription);
  }
  return visible;
}
