import { encodeButton } from "../src/core/command/button.ts";
import { checkConfigurer } from "../src/core/command/access.ts";
import { type Context, defineCommand } from "../src/core/command/define.ts";
import type { Reply } from "../src/core/command/reply.ts";
import { shortDay } from "../src/core/messages/dates.ts";
import type { Block, Span } from "../src/core/messages/message.ts";
import type { Subscription, SubscriptionTerms } from "../src/core/store/store.ts";
import { baselineOf } from "../src/core/roundups/compose.ts";
import { UserError } from "../src/errors.ts";
import { scheduleWords, withScheduleOfTopic } from "./parts/schedule-words.ts";
import { dm, terms as options } from "./parts/subscription-options.ts";
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

/** `/papers subscribe gan`: a roundup in this channel, or with `dm:yes` in the caller's direct messages. */
export const subscribe = defineCommand({
  name: "subscribe",
  summary: "a roundup about a topic in this channel, on your schedule",
  options: { ...options, dm },
  example: "subscribe gan, diffusion at:9am on:weekdays",
  access: (values) => (values.dm === true ? "anyone" : "configurer"),
  place: "channel",
  async run({ dm: personal = false, ...options }, context) {
    const typed = withScheduleOfTopic(options);
    const { store, workspace, caller, now } = context;
    await checkRoom(context, personal);
    const channel = await channelFor(context, personal);
    const terms: SubscriptionTerms = { ...usualTerms, tz: await context.timezone(), ...typedTerms(typed) };
    const next = await nextFreeSlot(context, terms, null);
    const baselineDay = await baselineOf(store, now());
    const about = { channel, dm: personal, madeBy: caller.id, createdAt: now(), baselineDay, next };
    const subscription = await store.subscriptions.add(workspace.id, { ...terms, ...about });
    return confirmation(context, subscription, typed.tz !== undefined);
  },
});

/** More than a team reads, and few enough that a minute's roundups stay a minute's work. */
const mostRoundups = { workspace: 200, personal: 20 } as const;

async function checkRoom({ store, workspace, caller }: Context, personal: boolean): Promise<void> {
  const all = await store.subscriptions.list(workspace.id);
  const own = all.filter(({ dm, madeBy }) => dm && madeBy === caller.id);
  if (personal && own.length >= mostRoundups.personal)
    throw new UserError(
      "not_allowed",
      `You have ${own.length} roundups of your own, which is the most. End one with \`/papers unsubscribe <n>\` first.`,
    );
  if (all.length >= mostRoundups.workspace)
    throw new UserError(
      "not_allowed",
      `This workspace has ${all.length} roundups, which is the most. End one with \`/papers unsubscribe <n>\` first.`,
    );
}

async function channelFor(context: Context, personal: boolean): Promise<string> {
  const { chat, channel, workspace, caller } = context;
  if (!personal) {
    await checkConfigurer("subscribe", context);
    return channel?.id ?? "";
  }
  const target = await chat?.direct(workspace, caller.id).catch(() => null);
  if (target) return target.channel;
  throw new UserError(
    "not_allowed",
    "I cannot write you a direct message. Allow direct messages from members of this workspace, then try again.",
  );
}

async function confirmation(context: Context, subscription: Subscription, saidZone: boolean): Promise<Reply> {
  const { number, next, dm: personal } = subscription;
  const about = { text: aboutWords(subscription), bold: true } as const;
  const which = { number: `${number}` };
  const first: Span[] = [
    ...(personal ? [{ text: "You get" }] : [placeOf(subscription), { text: " gets" }]),
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
        { text: `First one: ${shortDay(next.date)} ${subscription.at} ${subscription.tz}. ${who}` },
        { text: `/papers edit ${number}`, code: true },
      ],
    },
    ...(await warnings(context, subscription, saidZone)),
    {
      kind: "actions",
      actions: [
        { role: "primary", label: "Preview", call: encodeButton("preview", which) },
        { role: "plain", label: "Change", call: encodeButton("edit", which) },
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

/** Notes about missing permissions and an assumed time zone. */
async function warnings(
  context: Context,
  { channel, layout, tz, dm: personal }: Subscription,
  saidZone: boolean,
): Promise<Block[]> {
  const { chat, workspace, platform } = context;
  const target = { platform, workspace: workspace.workspace, channel, thread: null };
  const wants = ["post", "history", ...(layout === "cards" ? (["threads"] as const) : [])] as const;
  const missing = personal ? [] : ((await chat?.missingPermissions(target, [...wants]).catch(() => [])) ?? []);
  const lacks = missing.map(({ what, howToGrant }) => `${lacking[what]} ${howToGrant.replace(/\.?$/, ".")}`);
  const known = saidZone || (await zoneIsKnown(context));
  const assumed = known
    ? []
    : [`Times are in ${tz}, because I don't know yours. Change it with /papers settings timezone <zone>.`];
  return [...lacks, ...assumed].map((text) => ({ kind: "note", spans: [{ text }] }));
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
