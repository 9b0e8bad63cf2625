import { encodeButton } from "../src/core/command/button.ts";
import { defineCommand } from "../src/core/command/define.ts";
import type { Block } from "../src/core/messages/message.ts";
import { prose } from "../src/core/messages/prose.ts";
import { subscriptionJson, subscriptionLine, subscriptionsToSee } from "./parts/subscriptions.ts";

const tasteButton: Block = {
  kind: "actions",
  actions: [{ role: "plain", label: "Taste", call: encodeButton("taste") }],
};

/** `/papers subscriptions`: the roundups of this workspace, and the caller's own. */
export const subscriptions = defineCommand({
  name: "subscriptions",
  tool: "read",
  summary: "the roundups set up here, with their numbers",
  options: {},
  example: "subscriptions",
  async run(_input, context) {
    const visible = await subscriptionsToSee(context);
    const lines = visible.map((subscription) => ({ kind: "text", spans: subscriptionLine(subscription) }) as const);
    const none = {
      kind: "text",
      spans: prose("No roundups yet. Set one up in a channel: `/papers subscribe gan`"),
    } as const;
    const how = "Change one with `/papers edit <n>`, or `pause`, `resume`, `unsubscribe` and its number.";
    return {
      visibility: "caller",
      message: {
        title: "",
        blocks: lines.length > 0 ? [...lines, { kind: "note", spans: prose(how) }, tasteButton] : [none],
        footer: [],
      },
      json: { subscriptions: visible.map(subscriptionJson) },
    };
  },
});
