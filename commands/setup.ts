import { checkConfigurer } from "../src/core/command/access.ts";
import { defineCommand } from "../src/core/command/define.ts";
import { textBlock } from "../src/core/messages/message.ts";
import { usualTerms } from "./parts/subscriptions.ts";
import { newRoundup } from "./parts/roundup-lines.ts";
import { newRoundupForm } from "./parts/terms-form.ts";

/** A button's command: a dialog that sets up a roundup in a channel that is chosen. */
export const setup = defineCommand({
  name: "setup",
  summary: "set up a roundup in a dialog",
  options: {},
  example: "setup",
  reach: "button",
  answersPress: true,
  async run(_input, context) {
    if (context.channel && !context.channel.direct) await checkConfigurer("subscribe", context);
    const terms = { ...usualTerms, tz: await context.timezone() };
    return {
      visibility: "caller",
      message: {
        title: "",
        blocks: [
          textBlock(
            "Type ",
            { text: "/papers subscribe gan", code: true },
            " with a topic of yours, or fill in a dialog.",
          ),
          { kind: "actions", actions: [newRoundup] },
        ],
        footer: [],
      },
      json: null,
      form: newRoundupForm(context, terms),
    };
  },
});
