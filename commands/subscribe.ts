import { encodeButton } from "../src/core/command/button.ts";
import { type Context, defineCommand } from "../src/core/command/define.ts";
import type { Reply } from "../src/core/command/reply.ts";
import { shortDay } from "../src/core/messages/dates.ts";
import { type Block, momentSpan, type Span } from "../src/core/messages/message.ts";
import { prose } from "../src/core/messages/prose.ts";
import type { Destination, Layout, Subscription, SubscriptionTerms } from "../src/core/store/store.ts";
import { baselineOf } from "../src/core/roundups/compose.ts";
import { isSameRoundup, offerChange } from "./parts/same-roundup.ts";
import { checkRoom, placeFor, type RoundupPlace } from "./parts/destination.ts";
import { roundupExamples, like } from "./parts/examples.ts";
import { withScheduleOfTopic } from "./parts/schedule-in-topic.ts";
import { scheduleWords } from "./parts/schedule-words.ts";
import { moreSettings } from "./parts/terms-form.ts";
import { terms as options, to, topicsOf } from "./parts/subscription-options.ts";
import {
  aboutWords,
  announcement,
  nextFreeSlot,
  placeOf,
  subscriptionJson,
  termsWords,
  typedTerms,
  usualTerms,
} from "./parts/subscriptions.ts";

/** `/papers subscribe gan`: a roundup in this channel, or with `to:dm` or `to:email` for the caller alone. */
export const subscribe = defineCommand({
  name: "subscribe",
  summary: "a roundup about a topic in this channel, on your schedule",
  options: { ...options, like, to },
  example: "subscribe gan, diffusion at:9am on:weekdays",
  access: ({ to }, where) => (isPersonal({ to: to ?? usualPlace(where) }) ? "anyone" : "configurer"),
  place: ({ to }) => (to === "email" ? "anywhere" : "channel"),
  answersPress: true,
  asksInDialog: (options) => options.length === 0,
  async run({ to: typedTo, like: examples, ...options }, context) {
    const wanted = typedTo ?? usualPlace(context);
    if (Object.keys(context.call.values).length === 0) return context.rerun({ command: "setup", values: {} });
    const typed = withScheduleOfTopic(options);
    const { store, workspace, now } = context;
    await checkRoom(context, wanted, 1);
    const place = await placeFor("subscribe", wanted, context);
    const like = examples === undefined ? {} : await byExample(context, examples, { to: wanted, topic: typed.topic });
    const usual = { ...usualTerms, layout: usualLayout(context, place), tz: await context.timezone() };
    const terms = { ...usual, ...like, ...typedTerms(typed) };
    const same = (await store.subscriptions.list(workspace.id)).find((each) =>
      isSameRoundup(each, { ...terms, ...place }),
    );
    if (same) return offerChange(same, typed);
    const next = await nextFreeSlot(context, terms, null);
    const baselineDay = await baselineOf(store, now());
    const about = { ...place, createdAt: now(), baselineDay, next };
    const subscription = await store.subscriptions.add(workspace.id, { ...terms, ...about });
    return confirmation(context, subscription, typed.tz !== undefined);
  },
});

/** In a channel a roundup is for the channel, in a direct message for who writes there. */
const usualPlace = ({ channel }: Pick<Context, "channel">): Destination => (channel?.direct ? "dm" : "here");

/** In a forum each paper is a post of its own. */
const usualLayout = ({ chat }: Context, { channel }: RoundupPlace): Layout =>
  chat?.isForum?.(channel) ? "cards" : usualTerms.layout;

const isPersonal = ({ to }: { to?: unknown }): boolean => to !== undefined && to !== "here";

/** The examples of a new roundup: without a topic they choose its papers. */
async function byExample(
  context: Context,
  typed: string,
  { to, topic }: { to: Destination; topic: string | undefined },
): Promise<Partial<SubscriptionTerms>> {
  const like = await roundupExamples(context, typed, isPersonal({ to }));
  return like.length > 0 && topicsOf(topic ?? "").length === 0 ? { like, of: "taste" } : { like };
}

async function confirmation(context: Context, subscription: Subscription, saidZone: boolean): Promise<Reply> {
  const { number, next } = subscription;
  const personal = isPersonal(subscription);
  const about = { text: aboutWords(subscription), bold: true } as const;
  const which = { number: `${number}` };
  const first: Span[] = [
    ...(personal
      ? [{ text: subscription.to === "email" ? "You get by e-mail" : "You get" }]
      : [placeOf(subscription), { text: " gets" }]),
    { text: " a roundup about " },
    about,
    { text: `: ${termsWords(subscription)}.` },
  ];
  const who = personal ? "Only you see it and can change it: " : `${whoMayChange(context)} can change it: `;
  const blocks: Block[] = [
    { kind: "text", spans: first },
    {
      kind: "text",
      spans: [
        { text: `First one: ${shortDay(next.date)} ${subscription.at} ${subscription.tz}` },
        momentSpan(next.dueAt),
        { text: `. ${who}` },
        { text: `/papers edit ${number}`, code: true },
      ],
    },
    ...(await warnings(context, subscription, saidZone)),
    {
      kind: "actions",
      actions: [
        { role: "primary", label: "Preview", call: encodeButton("preview", which) },
        { role: "plain", label: "Change", call: encodeButton("edit", which) },
        ...moreSettings(context, number),
        { role: "danger", label: "Undo", call: encodeButton("unsubscribe", { ...which, sure: "yes" }) },
      ],
    },
  ];
  return {
    visibility: "caller",
    message: { title: "", blocks, footer: [] },
    json: { subscription: subscriptionJson(subscription) },
    ...announcement(context, subscription, " set up a roundup about ", about, ` here: ${scheduleWords(subscription)}.`),
  };
}

const whoMayChange = ({ chat }: Context): string => chat?.configurers ?? "Members who may set up roundups here";

/** Notes about missing permissions, a thread that gets no roundup of its own, and an assumed time zone. */
async function warnings(
  context: Context,
  { channel, layout, tz, to }: Subscription,
  saidZone: boolean,
): Promise<Block[]> {
  const { chat, workspace, platform } = context;
  const target = { platform, workspace: workspace.workspace, channel, thread: null };
  const wants = ["post", "history", ...(layout === "cards" ? (["threads"] as const) : [])] as const;
  const missing = to !== "here" ? [] : ((await chat?.missingPermissions(target, [...wants]).catch(() => [])) ?? []);
  const lacks = missing.map(({ what, howToGrant }) => `${lacking[what]} ${howToGrant.replace(/\.?$/, ".")}`);
  const known = saidZone || (await zoneIsKnown(context));
  const assumed = known
    ? []
    : [`Times are in ${tz}, because I don't know yours. Change it with \`/papers settings timezone <zone>\`.`];
  const inThread =
    to === "here" && context.channel?.thread ? ["It comes in the channel itself, not in this thread."] : [];
  return [...lacks, ...inThread, ...assumed].map((text) => ({ kind: "note", spans: prose(text) }));
}

const lacking = {
  post: "I may not post here yet:",
  history:
    "I may not read this channel's history, so after a lost connection I cannot check whether a roundup arrived:",
  threads: "I may not make threads here, so cards will stand in the channel:",
};

async function zoneIsKnown({ caller, store, workspace }: Context): Promise<boolean> {
  const profile = await caller.profile().catch(() => null);
  return Boolean(profile?.timezone ?? (await store.settings.all(workspace.id)).timezone);
}
