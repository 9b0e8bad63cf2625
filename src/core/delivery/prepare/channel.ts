import { papersOf } from "../../messages/message.ts";
import type { Delivery, Sibling } from "../../store/store.ts";

/** The key under which deliveries of one channel are prepared one after the other. */
export const channelKey = ({ workspace, subscription }: Delivery): string => `${workspace.id} ${subscription.channel}`;

/** The papers in roundups of the channel that are composed and perhaps not posted yet. */
export const takenBy = (siblings: readonly Sibling[]): ReadonlySet<string> =>
  new Set(siblings.filter(({ open }) => open).flatMap(({ messages }) => messages.flatMap(papersOf)));

/**
 * Why a delivery without papers leaves its line out: one line is enough for a channel and day, and none where another
 * roundup came. Of several due together, the last one says it.
 */
export function whyUnsaid({ id, slot, dueAt }: Delivery, siblings: readonly Sibling[]): string | null {
  const today = siblings.filter((other) => other.slot === slot);
  if (today.some(({ messages }) => messages.length > 0))
    return "nothing new, and the channel had a roundup or a line today";
  const later = today.some((other) => other.open && other.dueAt.getTime() === dueAt.getTime() && other.id > id);
  return later ? "nothing new; another roundup of the channel says so" : null;
}

/** The siblings that had nothing new at the same time, which the one line names too. */
export const silentWith = ({ slot, dueAt }: Delivery, siblings: readonly Sibling[]): Sibling[] =>
  siblings.filter(
    (other) => other.slot === slot && other.dueAt.getTime() === dueAt.getTime() && other.state === "empty",
  );
