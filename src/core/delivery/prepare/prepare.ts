import type { Adapter } from "../../adapter.ts";
import { withPosts } from "../mail/posts.ts";
import { shortDay } from "../../messages/dates.ts";
import type { Message } from "../../messages/message.ts";
import { compose, rememberedMs, type Roundup } from "../../roundups/compose.ts";
import { type Library } from "../../roundups/library.ts";
import {
  cardMessages,
  cardsInOne,
  couldNotLook,
  listMessage,
  nothingNew,
  type RoundupDetails,
} from "../../roundups/roundup-message.ts";
import type { Sources } from "../../sources/source.ts";
import type { Composed, Delivery, Store } from "../../store/store.ts";
import { newestRoundup } from "../newest-roundup.ts";
import { graceMs } from "../plan.ts";
import { silentWith, takenBy, whyUnsaid } from "./channel.ts";
import { localDate, localTime, nextSlot, weekdayOf } from "../schedule.ts";
import { withReasonLinks } from "./reason-links.ts";
import { type Trouble, troubleOf } from "./source-trouble.ts";
import { minuteMs } from "../../../durations.ts";

/** `post`: what to send. `silent`: send nothing. `wait`: prepare again at `until`. */
export type Prepared =
  | { kind: "post"; composed: Composed }
  | { kind: "silent"; reason: string; windowTo: Date | null }
  | { kind: "wait"; until: Date; reason: string };

/** Decides what a delivery sends now. */
export type Prepare = (delivery: Delivery, by: Carriers) => Promise<Prepared>;

/** What carries a roundup, and the platform its member or channel is on; the two differ for a mail. */
export interface Carriers {
  adapter: Adapter;
  home: Adapter | undefined;
}

/** A roundup that has papers waits this long for a source that is asked again meanwhile, to be complete. */
const patienceMs = 4.5 * minuteMs;
const recheckMs = { soonest: minuteMs / 2, latest: 10 * minuteMs };
const lateMs = 15 * minuteMs;
const firstRoundups = 3;

/** Makes a `Prepare` that composes from `library`. */
export const createPrepare =
  (library: Library, sources: Pick<Sources, "title" | "readByClock">, now: () => Date): Prepare =>
  async (delivery, { adapter, home }) => {
    const { store } = library;
    const { subscription, dueAt } = delivery;
    const at = now();
    const earlier = await store.deliveries.past(subscription.id, new Date(at.getTime() - rememberedMs));
    const siblings = await store.deliveries.siblings(subscription, delivery.slot);
    const past = { ...earlier, taken: takenBy(siblings) };
    const composed = await compose(library, subscription, past, at);
    const roundup =
      subscription.to === "email"
        ? await withPosts(composed, { store, delivery, home })
        : await withReasonLinks(composed, store, delivery, adapter);
    const trouble = subscription.of === "top" ? null : await troubleOf(store, sources, subscription.topics, at);
    const details = await detailsOf(store, delivery, at);
    const has = roundup.chosen.length > 0;
    const ends = dueAt.getTime() + (has ? patienceMs : graceMs(subscription.on));
    if (trouble && at.getTime() < ends && (!has || isHopeful(trouble, ends)))
      return { kind: "wait", until: recheckAt(trouble, at, ends), reason: reasonOf(trouble) };
    if (has) {
      const notes = [...details.notes, ...troubleNote(trouble, subscription.tz)];
      return { kind: "post", composed: roundupParts(adapter, delivery, roundup, { ...details, notes }, at) };
    }
    const unsaid = whyUnsaid(delivery, siblings);
    if (unsaid) return { kind: "silent", reason: unsaid, windowTo: trouble ? null : at };
    const sayInLine = (line: Line) => lineFor(store, adapter, delivery, line, at);
    if (trouble) {
      const why = reasonOf(trouble);
      return sayInLine({ message: couldNotLook(details, why, roundup.lookedAt), why, windowTo: null });
    }
    const silence = await whySilent(store, delivery, roundup);
    if (silence) return { kind: "silent", reason: silence, windowTo: at };
    const since = past.lookedUntil && shortDay(localDate(past.lookedUntil, subscription.tz));
    const message = nothingNew(details, since, roundup.lookedAt, silentWith(delivery, siblings));
    return sayInLine({ message, why: "nothing new", windowTo: at });
  };

const reasonOf = ({ down }: Trouble): string => down ?? "a source could not be asked about the topic";

/** Whether a source may have answered by then: a roundup that has papers waits for nothing else. */
const isHopeful = ({ hopeAt }: Trouble, ends: number): boolean => hopeAt !== null && hopeAt.getTime() <= ends;

/** When to look again: after the next attempt at the source, within the limits, and not after `ends`. */
function recheckAt({ nextAttemptAt }: Trouble, at: Date, ends: number): Date {
  const [now, next] = [at.getTime(), nextAttemptAt?.getTime() ?? 0];
  const wanted = Math.min(Math.max(next, now + recheckMs.soonest), now + recheckMs.latest);
  return new Date(Math.min(wanted, ends));
}

/** Says which sources are down now, and until when their papers are known. */
function troubleNote(trouble: Trouble | null, tz: string): string[] {
  if (!trouble?.down) return [];
  const { knownUntil } = trouble;
  const until = knownUntil ? `until ${shortDay(localDate(knownUntil, tz))} ${localTime(knownUntil, tz)}` : "so far";
  return [`${trouble.down}. These are the papers known ${until}.`];
}

/** What is said where there are no papers, and why in a few words. */
interface Line {
  message: Message;
  why: string;
  windowTo: Date | null;
}

/** A line for the channel; in a forum, where it would be a post of its own, it stands under the newest roundup or is left out. */
async function lineFor(
  store: Store,
  adapter: Adapter,
  { subscription, workspace }: Delivery,
  { message, why, windowTo }: Line,
  at: Date,
): Promise<Prepared> {
  const line = (part: Composed["parts"][number]): Prepared => ({
    kind: "post",
    composed: { parts: [part], windowTo, rest: [] },
  });
  const { channel } = subscription;
  if (!adapter.isForum?.(channel)) return line({ place: "channel", message });
  const post = await newestRoundup(store, workspace.id, channel, at);
  if (post) return line({ place: "under", post: post.id, message });
  return { kind: "silent", reason: `${why}, and the forum had no roundup yet`, windowTo };
}

function roundupParts(
  adapter: Adapter,
  { subscription }: Delivery,
  roundup: Roundup,
  details: RoundupDetails,
  at: Date,
): Composed {
  const split = (message: Message, place: Composed["parts"][number]["place"]) =>
    adapter.split(message).map((part) => ({ place, message: part }));
  const rest = roundup.rest.map(({ paper }) => paper.id);
  if (subscription.to === "email") {
    const whole = subscription.layout === "list" ? listMessage(roundup, details) : cardsInOne(roundup, details);
    return { parts: split(whole, "channel"), windowTo: at, rest };
  }
  if (subscription.layout === "list")
    return { parts: split(listMessage(roundup, details), "channel"), windowTo: at, rest };
  const { parent, cards } = cardMessages(roundup, details);
  const parts = [...split(parent, "channel"), ...cards.flatMap((card) => split(card, "under"))];
  return { parts, windowTo: at, rest };
}

async function whySilent(
  store: Store,
  { subscription, slot, workspace }: Delivery,
  roundup: Roundup,
): Promise<string | null> {
  if ([0, 6].includes(weekdayOf(slot))) return "nothing new, and it is the weekend";
  if (subscription.of === "new" && roundup.lookedAt === 0) return "no papers came out";
  // An empty mail is one too many.
  if (subscription.to === "email") return "nothing new";
  const { quiet } = await store.settings.all(workspace.id);
  return quiet === "silent" ? "nothing new" : null;
}

async function detailsOf(store: Store, delivery: Delivery, at: Date): Promise<RoundupDetails> {
  const { subscription, workspace, slot } = delivery;
  const next = nextSlot(subscription, at > delivery.dueAt ? at : delivery.dueAt);
  return {
    topics: subscription.topics,
    of: subscription.of,
    slot,
    next: { ...next, at: subscription.at, tz: subscription.tz },
    delivery: delivery.id,
    number: subscription.number,
    notes: lateNote(delivery, at),
    hint:
      subscription.to !== "email" &&
      (await store.deliveries.sentIn(workspace.id, subscription.channel)) < firstRoundups,
  };
}

function lateNote({ subscription, dueAt, waitingSince, reason }: Delivery, at: Date): string[] {
  const { tz } = subscription;
  // A few minutes for a source to come back are not worth a word.
  if (waitingSince && at.getTime() - waitingSince.getTime() >= lateMs)
    return [
      `Late: ${reason ?? "a source could not be reached"}, from ${localTime(waitingSince, tz)} to ${localTime(at, tz)}.`,
    ];
  if (at.getTime() - dueAt.getTime() < lateMs) return [];
  return [
    `Late: due ${shortDay(localDate(dueAt, tz))} ${localTime(dueAt, tz)}, when the bot was not running or not connected.`,
  ];
}
