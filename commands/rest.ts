import * as z from "zod";
import { defineCommand } from "../src/core/command/define.ts";
import { paperListReply } from "../src/core/cards/paper-list.ts";
import { roundupName } from "../src/core/roundups/roundup-message.ts";
import { UserError } from "../src/errors.ts";
import { isVisible } from "./parts/subscriptions.ts";

/** A roundup's More button: the papers over its limit. */
export const rest = defineCommand({
  name: "rest",
  summary: "the papers a roundup had no room for",
  options: { roundup: z.coerce.number().int().positive().describe("the roundup whose button was pressed") },
  example: "rest",
  reach: "button",
  async run({ roundup }, context) {
    const { store, workspace } = context;
    const delivery = await store.deliveries.inWorkspace(workspace.id, roundup);
    if (!delivery || !(await isVisible(delivery.subscription, context))) {
      throw new UserError("not_found", "This roundup is no longer known. `/papers topic` finds its papers.");
    }
    const hits = delivery.rest.map((id) => ({ id, matched: null }));
    const { topics } = delivery.subscription;
    return paperListReply(context, {
      title: `${roundupName(delivery.subscription)}: ${hits.length} more`,
      intro: [],
      hits,
      total: hits.length,
      limit: context.pageSize,
      json: { topics },
      empty: [{ text: "Nothing was left over." }],
    });
  },
});
