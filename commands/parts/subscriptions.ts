import { checkConfigurer } from "../../src/core/command/access.ts";
import type { Context } from "../../src/core/command/define.ts";
import { politeWords } from "../../src/core/command/first-day.ts";
import { repeatable } from "../../src/core/command/repeatable.ts";
import { visibleSubscriptions } from "../../src/core/command/sight.ts";
import { nextSlot, type Slot } from "../../src/core/delivery/schedule.ts";
import { shortDay } from "../../src/core/messages/dates.ts";
import { type Message, momentSpan, type Span, textMessage } from "../../src/core/messages/message.ts";
import { prose } from "../../src/core/messages/prose.ts";
import type { Subscription, SubscriptionTerms } from "../../src/core/store/store.ts";
import { UserError } from "../../src/errors.ts";
import { countOf } from "./say.ts";
import { scheduleWords } from "./schedule-words.ts";
import { topicsOf, type TypedTerms } from "./subscription-options.ts";

/** The typed terms, without the omitted ones. */
export function typedTerms({ topic, exclude, ...rest }: TypedTerms): Partial<SubscriptionTerms> {
  const lists = {
    ...(topic === undefined ? {} : { topics: topicsOf(topic) }),
    ...(exclude === undefined ? {} : { exclude: topicsOf(exclude) }),
  };
  const given = Object.entries(rest).filter(([, value]) => value !== undefined);
  return { ...lists, ...(Object.fromEntries(given) as Partial<SubscriptionTerms>) };
}

/** The default terms: weekdays at 09:00, five new papers in a list. */
export const usualTerms: Omit<SubscriptionTerms, "tz"> = {
  topics: [],
  exclude: [],
  like: [],
  of: "new",
  at: "09:00",
  on: "weekdays",
  limit: 5,
  layout: "list",
  minvotes: 0,
  ask: true,
};

/** A subscription the caller may change. Throws the same `not_found` for an unknown one and another member's personal one. */
export async function subscriptionToChange(
  name: string,
  named: number | string,
  context: Context,
): Promise<Subscription> {
  const subscription = await subscriptionToSee(named, context);
  if (subscription.to !== "here") return subscription;
  // A deleted channel has no permissions to check: members who can see such a roundup can end it.
  const gone = (await context.sight([subscription.channel])).get(subscription.channel) === "gone";
  if (!gone) await checkConfigurer(name, context, subscription.channel);
  return subscription;
}

const thanksBehind = new RegExp(String.raw`[\s.!]*(?:,? ${politeWords})?[\s.!]*$`, "i");

/**
 * A subscription of the caller's workspace, by its number (`3`, `#3`, `roundup 3`) or its topic; one they may not know of
 * gets the same words as none. Throws a `UserError` for a name of none or of several.
 */
export async function subscriptionToSee(named: number | string, context: Context): Promise<Subscription> {
  const typed = String(named)
    .replace(thanksBehind, "")
    .replace(/^(?:from )?(?:the )?(?:(?:roundup|subscription)s? )?(?:(?:number|no\.?|nr\.?) (?=\d))?#?(?=\S)/i, "");
  if (!/^\d{1,9}$/.test(typed)) return subscriptionAbout(typed, context);
  const subscription = await context.store.subscriptions.get(context.workspace.id, Number(typed));
  if (!subscription || !(await isVisible(subscription, context))) {
    throw new UserError("not_found", `There is no roundup ${typed} here. \`/papers subscriptions\` lists them.`);
  }
  return subscription;
}

/** The one roundup about a topic; where there are several, the one in this channel. */
async function subscriptionAbout(topic: string, context: Context): Promise<Subscription> {
  const wanted = topic.replace(/ (?:roundup|digest)$/i, "").toLowerCase();
  const isMeant = (each: Subscription) =>
    [aboutWords(each), ...each.topics].some((name) => name.toLowerCase() === wanted);
  const found = (await subscriptionsToSee(context)).filter(isMeant);
  const here = found.filter(({ channel }) => channel === context.channel?.id);
  const [one, another] = here.length > 0 ? here : found;
  if (one !== undefined && another === undefined) return one;
  const what =
    one === undefined
      ? `There is no roundup \`${repeatable(topic)}\` here.`
      : `${found.length} roundups are about ${aboutWords(one)}: ${found.map(({ number }) => number).join(", ")}.`;
  throw new UserError("not_found", `${what} Name one by its number; \`/papers subscriptions\` lists them.`);
}

/** The workspace's subscriptions that the caller may know of. */
export const subscriptionsToSee = async (context: Context): Promise<Subscription[]> =>
  visibleTo(context, await context.store.subscriptions.list(context.workspace.id));

/** Whether the caller may know of a subscription. */
export const isVisible = async (subscription: Subscription, context: Context): Promise<boolean> =>
  (await visibleTo(context, [subscription])).length > 0;

const visibleTo = ({ caller, sight }: Context, subscriptions: Subscription[]): Promise<Subscription[]> =>
  visibleSubscriptions(subscriptions, {
    member: caller.id,
    sight,
    isAdmin: async () => (await caller.profile().catch(() => null))?.isAdmin === true,
  });

/** The next slot without a delivery: changing the hour brings no second roundup on the same day. */
export async function nextFreeSlot(
  { store, now }: Context,
  terms: SubscriptionTerms,
  id: number | null,
): Promise<Slot> {
  const last = id === null ? null : await store.deliveries.lastSlot(id, now());
  let slot = nextSlot(terms, now());
  while (last !== null && slot.date <= last) slot = nextSlot(terms, slot.dueAt);
  return slot;
}

/** "gan, diffusion", "the Daily Papers", "your team's top". */
export function aboutWords({ topics, of }: Pick<SubscriptionTerms, "topics" | "of">): string {
  const named = topics.join(", ");
  if (of === "top") return named ? `your team's top about ${named}` : "your team's top papers";
  if (of === "taste") return named ? `what you like about ${named}` : "what you like";
  if (of === "trending") return named ? `what is trending about ${named}` : "what is trending on Hugging Face";
  return named || "the Daily Papers";
}

/** ": weekdays at 09:00 Europe/Berlin, up to 5 papers, cards, without survey." */
export function termsWords(terms: SubscriptionTerms): string {
  const { limit, layout, minvotes, exclude, like, ask } = terms;
  const parts = [
    scheduleWords(terms),
    `up to ${limit} ${limit === 1 ? "paper" : "papers"}`,
    layout === "cards" ? "as cards" : null,
    minvotes > 0 ? `with ${minvotes} ${minvotes === 1 ? "vote" : "votes"} or more` : null,
    exclude.length > 0 ? `without ${exclude.join(", ")}` : null,
    like.length > 0 ? `like ${countOf(like.length, "paper")} given as examples` : null,
    ask ? null : "without asking Hugging Face and arXiv for it",
  ];
  return parts.filter((part) => part !== null).join(", ");
}

/** Where a subscription's roundups go, as a span. */
export const placeOf = ({ to, channel }: Pick<Subscription, "to" | "channel">): Span =>
  to === "here" ? { channel } : { text: to === "dm" ? "your direct messages" : "your e-mail" };

/** One line of a list: "3  gan · #generative-models · weekdays at 09:00 Europe/Berlin · next Mon 10 Nov". */
export function subscriptionLine(subscription: Subscription): Span[] {
  const { number, pausedBecause, next } = subscription;
  const state: Span[] =
    pausedBecause === null
      ? [{ text: ` · next ${shortDay(next.date)}` }, momentSpan(next.dueAt)]
      : prose(` · paused: ${pausedBecause}`);
  return [
    { text: `${number}`, bold: true },
    { text: `  ${aboutWords(subscription)} · ` },
    placeOf(subscription),
    { text: ` · ${scheduleWords(subscription)}` },
    ...state,
  ];
}

/** A line for everybody in the roundup's channel about what somebody changed; none for a personal roundup. */
export function announcement(
  context: Context,
  { to, channel }: Subscription,
  ...what: (string | Span)[]
): { announce?: Message; announceIn?: string } {
  if (to !== "here") return {};
  const announce = textMessage({ member: context.caller.id }, ...what);
  const isHere = channel === context.channel?.id && !context.channel.elsewhere;
  return isHere ? { announce } : { announce, announceIn: channel };
}

const termNames = new Set(["tz", ...Object.keys(usualTerms)]);

/** The terms of a subscription alone. */
export const subscriptionTerms = (subscription: SubscriptionTerms): SubscriptionTerms =>
  Object.fromEntries(Object.entries(subscription).filter(([name]) => termNames.has(name))) as SubscriptionTerms;

/** The public JSON of a subscription. */
export function subscriptionJson(subscription: Subscription) {
  const { number, channel, to, pausedBecause, next } = subscription;
  const nextDate = pausedBecause === null ? { date: next.date, dueAt: next.dueAt.toISOString() } : null;
  return { number, channel, ...subscriptionTerms(subscription), to, paused: pausedBecause, next: nextDate };
}
