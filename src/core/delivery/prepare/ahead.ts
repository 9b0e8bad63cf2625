import type { Adapter } from "../../adapter.ts";
import type { Platform } from "../../platform.ts";
import type { Log } from "../../../log.ts";
import type { Store } from "../../store/store.ts";
import { planAhead } from "../plan.ts";
import type { Prepare } from "./prepare.ts";

/** What composing ahead works with. */
export interface ComposeAheadParts {
  store: Store;
  adapters: ReadonlyMap<Platform, Adapter>;
  prepare: Prepare;
  log: Log;
  now: () => Date;
}

/** So long before they are due roundups are composed: votes of the last moments no longer change their order. */
export const composeAheadMs = 10_000;
/** Composed at once, so that they share commits. */
const atOnce = 32;

/**
 * Composes what is due in a moment, so that it has only to be sent when its time comes: finding papers takes longer than
 * a post, and thousands are due at nine. What a source in trouble might still change is left to its time, and so is what
 * is not done when the first is due, or when told.
 */
export async function composeAhead(parts: ComposeAheadParts, isOver: () => boolean): Promise<void> {
  const now = parts.now();
  const until = new Date(now.getTime() + composeAheadMs);
  const firstDue = await planAhead(parts.store, now, until);
  if (!firstDue) return;
  const coming = await parts.store.deliveries.coming(now, until);
  for (let i = 0; i < coming.length && parts.now() < firstDue && !isOver(); i += atOnce)
    await Promise.all(coming.slice(i, i + atOnce).map((id) => composeOne(parts, id)));
}

async function composeOne({ store, adapters, prepare, log, now }: ComposeAheadParts, id: number): Promise<void> {
  try {
    const delivery = await store.deliveries.get(id);
    const adapter = delivery && adapters.get(delivery.workspace.platform);
    if (!adapter) return;
    const prepared = await prepare(delivery, adapter);
    if (prepared.kind === "post" && prepared.trouble === null)
      await store.deliveries.compose(id, prepared.composed, now());
  } catch (error) {
    log.warn({ err: error, delivery: id }, "a roundup could not be composed ahead");
  }
}
