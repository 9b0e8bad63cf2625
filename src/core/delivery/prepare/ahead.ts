import type { Adapter } from "../../adapter.ts";
import type { Platform } from "../../platform.ts";
import type { Log } from "../../../log.ts";
import type { Store } from "../../store/store.ts";
import { carrierOf } from "../mail/details.ts";
import { planAhead } from "../plan.ts";
import { channelKey } from "./channel.ts";
import type { OneAtATime } from "./one-at-a-time.ts";
import type { Prepare } from "./prepare.ts";

/** What composing ahead needs. */
export interface ComposeAheadParts {
  store: Store;
  adapters: ReadonlyMap<Platform, Adapter>;
  prepare: Prepare;
  /** Roundups of one channel are composed one after the other, so that each knows the papers of the others. */
  inChannel: OneAtATime;
  log: Log;
  now: () => Date;
  /** Whether this process may still compose. */
  isLeading: () => boolean;
}

/** Roundups are composed 10 seconds before they are due; votes after that do not change their order. */
export const composeAheadMs = 10_000;
/** This many are composed together, so that they share commits. */
const atOnce = 32;

/**
 * Composes roundups that are due within `composeAheadMs`, because composing takes longer than posting and thousands are due
 * at nine. Leaves out roundups with a failing source, which may recover. Stops when the first one is due or `isOver` is true.
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

async function composeOne(
  { store, adapters, prepare, inChannel, log, now, isLeading }: ComposeAheadParts,
  id: number,
): Promise<void> {
  try {
    const delivery = await store.deliveries.get(id);
    const adapter = delivery && adapters.get(carrierOf(delivery));
    if (!adapter) return;
    await inChannel(channelKey(delivery), async () => {
      const prepared = await prepare(delivery, { adapter, home: adapters.get(delivery.workspace.platform) });
      if (prepared.kind === "post" && isLeading()) await store.deliveries.compose(id, prepared.composed, now());
    });
  } catch (error) {
    log.warn({ err: error, delivery: id }, "a roundup could not be composed ahead");
  }
}
