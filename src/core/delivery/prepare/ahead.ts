import type { Adapter } from "../../adapter.ts";
import type { Platform } from "../../platform.ts";
import type { Log } from "../../../log.ts";
import type { DueSubscriptions, Store } from "../../store/store.ts";
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

/** Before the first roundup of a moment is due, and for each that is due with it: what composing takes on a slow machine. */
const aheadMs = { least: 10_000, each: 5, most: 120_000 };
/** This many are composed together, so that they share commits. */
const atOnce = 32;

/** Schedules whose roundups may be composed from `begins` on; they are due at one moment. */
interface Coming {
  begins: Date;
  dueAt: Date;
  schedules: DueSubscriptions[];
}

/** When the roundups due within the coming `ms` milliseconds may be composed, earliest due first: the more there are, the earlier. */
export async function comingWithin({ subscriptions }: Store, now: Date, ms: number): Promise<Coming[]> {
  const due = await subscriptions.due(new Date(now.getTime() + ms + aheadMs.most));
  const later = due.filter(({ next }) => next.dueAt > now);
  return [...Map.groupBy(later, ({ next }) => next.dueAt.getTime())].map(([at, schedules]) => {
    const count = schedules.reduce((sum, schedule) => sum + schedule.count, 0);
    const begins = at - Math.min(aheadMs.least + count * aheadMs.each, aheadMs.most);
    return { begins: new Date(begins), dueAt: new Date(at), schedules };
  });
}

/**
 * Composes roundups before they are due, because composing takes longer than posting and thousands are due at nine: ten
 * seconds before a few, one minute before ten thousand. Votes after that do not change their order. Leaves out roundups
 * with a failing source, which may recover. Stops when anything is due or `isOver` is true.
 */
export async function composeAhead(parts: ComposeAheadParts, isOver: () => boolean): Promise<void> {
  const now = parts.now();
  const coming = await comingWithin(parts.store, now, 0);
  const begun = coming.filter(({ begins }) => begins <= now);
  const last = begun.at(-1);
  const firstDue = coming[0]?.dueAt;
  if (!last || !firstDue) return;
  await planAhead(
    parts.store,
    begun.flatMap(({ schedules }) => schedules),
  );
  const ids = await parts.store.deliveries.coming(now, last.dueAt);
  for (let i = 0; i < ids.length && parts.now() < firstDue && !isOver(); i += atOnce)
    await Promise.all(ids.slice(i, i + atOnce).map((id) => composeOne(parts, id)));
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
