import { encodeButton } from "../src/core/command/button.ts";
import { type Context, defineCommand } from "../src/core/command/define.ts";
import type { Reply } from "../src/core/command/reply.ts";
import { shortDay } from "../src/core/messages/dates.ts";
import { momentSpan, type Span } from "../src/core/messages/message.ts";
import { prose } from "../src/core/messages/prose.ts";
import type { Subscription, SubscriptionTerms } from "../src/core/store/store.ts";
import { UserError } from "../src/errors.ts";
import { repeatable } from "../src/core/command/repeatable.ts";
import { placeFor, checkRoom, type RoundupPlace } from "./parts/destination.ts";
import { like, roundupExamples } from "./parts/examples.ts";
import { withScheduleOfTopic } from "./parts/schedule-in-topic.ts";
import { roundupName, terms, to } from "./parts/subscription-options.ts";
import {
  aboutWords,
  announcement,
  nextFreeSlot,
  placeOf,
  subscriptionJson,
  subscriptionToChange,
  subscriptionTerms,
  termsWords,
  typedTerms,
} from "./parts/subscriptions.ts";
import { changeForm, moreSettings } from "./parts/terms-form.ts";

/** `/papers edit 3 at:10:00`: changes what is named and leaves the rest; with the number alone a dialog. */
export const edit = defineCommand({
  name: "edit",
  summary: "change a roundup: its topic, time, days, zone, layout …",
  options: { number: roundupName, ...terms, like, to },
  example: "edit 3 at:10:00",
  answersPress: true,
  asksInDialog: (options) => options.join() === "number",
  async run({ number: which, to: wanted, like: examples, ...options }, context) {
    const { name, ...said } = withWordsBehindNumber(which, options);
    const typed = withScheduleOfTopic(said);
    const subscription = await subscriptionToChange("edit", name, context);
    const personal = (wanted ?? subscription.to) !== "here";
    const like = examples === undefined ? {} : { like: await roundupExamples(context, examples, personal) };
    const changes = { ...typedTerms(typed), ...emptiedTerms(context.call.values), ...like };
    const place = wanted === undefined ? null : await newPlace(context, subscription, wanted);
    if (Object.keys(changes).length === 0 && wanted === undefined) return askForChanges(context, subscription);
    const changed: SubscriptionTerms = { ...subscriptionTerms(subscription), ...changes };
    const next = await nextFreeSlot(context, changed, subscription.id);
    await context.store.subscriptions.change(subscription.id, { ...changed, ...place }, next, context.now());
    return confirmChange(context, subscription, { ...subscription, ...changed, ...place, next });
  },
});

/** Takes what is typed behind the number as a schedule (`edit 3 every monday at 9`); throws a `UserError` for other words. */
function withWordsBehindNumber<Typed extends { topic?: string | undefined }>(typed: string, options: Typed) {
  const [, name, words] = /^(#?\d+),?\s+(\S.*)$/.exec(typed) ?? [];
  if (name === undefined || words === undefined) return { name: typed, ...options };
  const { topic, ...schedule } = withScheduleOfTopic({ topic: words });
  if (topic === "") return { ...options, ...schedule, name };
  const how = `Write what changes as an option: \`edit ${name} topic:gan at:10:00 on:mon,thu tz:Europe/Berlin\`.`;
  throw new UserError("usage", `I can't read \`${repeatable(words)}\`. ${how}`, "edit");
}

/** The terms whose fields were emptied in a dialog, where that means something. */
const emptiedTerms = (filled: Record<string, string>): Partial<SubscriptionTerms> => ({
  ...(filled["topic"] === "" && { topics: [] }),
  ...(filled["exclude"] === "" && { exclude: [] }),
  ...(filled["minvotes"] === "" && { minvotes: 0 }),
});

/** Where it goes from now on; null where it goes there already. */
async function newPlace(context: Context, now: Subscription, to: Subscription["to"]): Promise<RoundupPlace | null> {
  if (to !== "here" && now.to === "here") await checkRoom(context, to, 0);
  const place = await placeFor("edit", to, context);
  return place.to === now.to && place.channel === now.channel ? null : place;
}

function askForChanges(context: Context, subscription: Subscription): Reply {
  const { number: n } = subscription;
  const how = `Change one thing or several: \`/papers edit ${n} at:10:00 on:mon,thu limit:3 layout:cards exclude:survey\``;
  return {
    visibility: "caller",
    message: {
      title: `Roundup ${n}`,
      blocks: [
        { kind: "text", spans: [{ text: `${aboutWords(subscription)}: ${termsWords(subscription)}.` }] },
        { kind: "note", spans: prose(how) },
      ],
      footer: [],
    },
    json: { subscription: subscriptionJson(subscription) },
    form: changeForm(context, subscription),
  };
}

function confirmChange(context: Context, before: Subscription, subscription: Subscription): Reply {
  const { number: n, next, at, tz, pausedBecause } = subscription;
  const about = { text: aboutWords(subscription), bold: true } as const;
  const when: Span[] =
    pausedBecause === null
      ? [{ text: `Next: ${shortDay(next.date)} ${at} ${tz}` }, momentSpan(next.dueAt), { text: "." }]
      : prose(`It is paused: ${pausedBecause}.`);
  return {
    visibility: "caller",
    message: {
      title: "",
      blocks: [
        {
          kind: "text",
          spans: [
            { text: `Roundup ${n} in ` },
            placeOf(subscription),
            { text: " is now about " },
            about,
            { text: `: ${termsWords(subscription)}. ` },
            ...when,
          ],
        },
        {
          kind: "actions",
          actions: [
            { role: "plain", label: "Preview", call: encodeButton("preview", { number: `${n}` }) },
            ...moreSettings(context, n),
          ],
        },
      ],
      footer: [],
    },
    json: { subscription: subscriptionJson(subscription) },
    ...changeAnnounced(context, before, subscription),
  };
}

/** What the channel hears: what is different, or that the roundup goes elsewhere from now on. */
function changeAnnounced(context: Context, before: Subscription, subscription: Subscription) {
  const { number: n, to, channel } = subscription;
  const about = { text: aboutWords(subscription), bold: true } as const;
  if (before.to === "here" && (to !== "here" || channel !== before.channel))
    return announcement(context, before, ` moved roundup ${n} (`, about, ") out of this channel.");
  const terms = `: ${termsWords(subscription)}.`;
  return announcement(context, subscription, ` changed roundup ${n} here. It is now about `, about, terms);
}
