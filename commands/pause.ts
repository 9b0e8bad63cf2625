import { encodeButton } from "../src/core/command/button.ts";
import { defineCommand } from "../src/core/command/define.ts";
import { screenNow } from "./parts/pressed.ts";
import { roundupName } from "./parts/subscription-options.ts";
import { dayWords } from "./parts/schedule-words.ts";
import { aboutWords, announcement, subscriptionJson, subscriptionToChange } from "./parts/subscriptions.ts";

/** How a reason to be paused begins where a member wanted it. */
const byMember = "since ";

/** Whether a member paused a roundup, and nothing is wrong with it. */
export const isPausedByMember = (because: string): boolean => because.startsWith(byMember);

/** `/papers pause 3`: no more roundups of this one until it is resumed. */
export const pause = defineCommand({
  name: "pause",
  summary: "stop a roundup for now",
  options: { number: roundupName },
  example: "pause 3",
  answersPress: true,
  async run({ number: typed }, context) {
    const { store, now } = context;
    const subscription = await subscriptionToChange("pause", typed, context);
    const which = subscription.number;
    const because =
      subscription.pausedBecause ?? `${byMember}${dayWords(now(), subscription.tz)}; /papers resume ${which}`;
    await store.subscriptions.pause(subscription.id, because, now());
    const text = `Roundup ${which} (${aboutWords(subscription)}) is paused.`;
    return {
      visibility: "caller",
      message: (await screenNow(context)) ?? {
        title: "",
        blocks: [
          { kind: "text", spans: [{ text }] },
          {
            kind: "actions",
            actions: [{ role: "primary", label: "Resume", call: encodeButton("resume", { number: `${which}` }) }],
          },
        ],
        footer: [],
      },
      replaces: true,
      json: { subscription: subscriptionJson({ ...subscription, pausedBecause: because }) },
      ...announcement(context, subscription, ` paused roundup ${which} (${aboutWords(subscription)}) here.`),
    };
  },
});
