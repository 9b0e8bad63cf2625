import { encodeButton } from "../src/core/command/button.ts";
import { defineCommand } from "../src/core/command/define.ts";
import type { Action } from "../src/core/messages/message.ts";
import { prose } from "../src/core/messages/prose.ts";
import { mostWithButtons, newRoundup, roundupLines } from "./parts/roundup-lines.ts";
import { subscriptionJson } from "./parts/subscriptions.ts";

const tasteButton: Action = { role: "plain", label: "Taste", call: encodeButton("taste") };

/** `/papers subscriptions`: the roundups of this workspace, and the caller's own. */
export const subscriptions = defineCommand({
  name: "subscriptions",
  tool: "read",
  summary: "the roundups set up here, with their numbers",
  options: {},
  example: "subscriptions",
  async run(_input, context) {
    const { visible, blocks } = await roundupLines(context, "subscriptions");
    const none = {
      kind: "text",
      spans: prose("No roundups yet. Set one up in a channel: `/papers subscribe gan`"),
    } as const;
    const isWithoutButtons = visible.length > (context.platform === "terminal" ? 0 : mostWithButtons);
    const how = "Change one with `/papers edit <n>`, or `pause`, `resume`, `unsubscribe` and its number.";
    return {
      visibility: "caller",
      message: {
        title: "",
        blocks: [
          ...(visible.length > 0 ? blocks : [none]),
          ...(isWithoutButtons ? [{ kind: "note" as const, spans: prose(how) }] : []),
          { kind: "actions", actions: visible.length > 0 ? [newRoundup, tasteButton] : [newRoundup] },
        ],
        footer: [],
      },
      json: { subscriptions: visible.map(subscriptionJson) },
    };
  },
});
