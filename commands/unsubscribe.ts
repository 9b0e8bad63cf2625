import * as z from "zod";
import { encodeButton } from "../src/core/command/button.ts";
import { defineCommand } from "../src/core/command/define.ts";
import { textMessage } from "../src/core/messages/message.ts";
import { roundupName } from "./parts/subscription-options.ts";
import { aboutWords, announcement, placeOf, subscriptionJson, subscriptionToChange } from "./parts/subscriptions.ts";

/** `/papers unsubscribe 3`: deletes a subscription, after a confirmation. */
export const unsubscribe = defineCommand({
  name: "unsubscribe",
  summary: "end a roundup for good",
  options: { number: roundupName, sure: z.enum(["yes"]).optional().describe("`yes`: without asking") },
  example: "unsubscribe 3",
  answersPress: true,
  async run({ number: typed, sure }, context) {
    const subscription = await subscriptionToChange("unsubscribe", typed, context);
    const which = subscription.number;
    const about = aboutWords(subscription);
    if (sure !== "yes") {
      const call = encodeButton("unsubscribe", { number: `${which}`, sure: "yes" });
      return {
        visibility: "caller",
        message: {
          title: "",
          blocks: [
            {
              kind: "text",
              spans: [{ text: `End roundup ${which} (${about}) in ` }, placeOf(subscription), { text: " for good?" }],
            },
            { kind: "actions", actions: [{ role: "danger", label: "End it", call }] },
          ],
          footer: [{ text: `/papers pause ${which} stops it for now.` }],
        },
        json: { subscription: subscriptionJson(subscription), ended: false },
      };
    }
    await context.store.subscriptions.end(subscription.id, context.now());
    return {
      visibility: "caller",
      message: textMessage(`Roundup ${which} (${about}) has ended.`),
      replaces: true,
      json: { subscription: subscriptionJson(subscription), ended: true },
      ...announcement(context, subscription, ` ended roundup ${which} (${about}) here.`),
    };
  },
});
