import { encodeButton } from "../src/core/command/button.ts";
import { defineCommand } from "../src/core/command/define.ts";
import { shortDay } from "../src/core/messages/dates.ts";
import { type Message, momentSpan, textMessage } from "../src/core/messages/message.ts";
import type { Store } from "../src/core/store/store.ts";
import { screenNow } from "./parts/pressed.ts";
import { roundupName } from "./parts/subscription-options.ts";
import {
  aboutWords,
  announcement,
  nextFreeSlot,
  subscriptionJson,
  subscriptionToChange,
} from "./parts/subscriptions.ts";

/** `/papers resume 3`: a paused roundup goes on with its next slot. */
export const resume = defineCommand({
  name: "resume",
  summary: "let a paused roundup go on",
  options: { number: roundupName },
  example: "resume 3",
  answersPress: true,
  async run({ number: typed }, context) {
    const subscription = await subscriptionToChange("resume", typed, context);
    const which = subscription.number;
    const next = await nextFreeSlot(context, subscription, subscription.id);
    await context.store.subscriptions.resume(subscription.id, next);
    const about = aboutWords(subscription);
    const when = `Next: ${shortDay(next.date)} ${subscription.at} ${subscription.tz}`;
    return {
      visibility: "caller",
      message:
        (await screenNow(context)) ??
        textMessage(`Roundup ${which} (${about}) goes on. ${when}`, momentSpan(next.dueAt), "."),
      replaces: true,
      json: { subscription: subscriptionJson({ ...subscription, pausedBecause: null, next }) },
      ...announcement(context, subscription, ` resumed roundup ${which} (${about}) here.`),
    };
  },
});

/** The message for a channel that the bot rejoins: its paused roundups, each with a Resume button; null if there are none. */
export async function resumeOffer(store: Store, workspace: number, channel: string): Promise<Message | null> {
  const here = (await store.subscriptions.list(workspace)).filter(
    (each) => each.channel === channel && each.pausedBecause !== null,
  );
  if (here.length === 0) return null;
  const names = here.map((each) => `${each.number} (${aboutWords(each)})`).join(", ");
  const actions = here.slice(0, 5).map(({ number: n }) => ({
    role: "primary" as const,
    label: `Resume ${n}`,
    call: encodeButton("resume", { number: `${n}` }),
  }));
  return {
    title: "",
    blocks: [
      { kind: "text", spans: [{ text: `Paused here: ${names}.` }] },
      { kind: "actions", actions },
    ],
    footer: [],
  };
}
