import { defineCommand } from "../src/core/command/define.ts";
import { textMessage } from "../src/core/messages/message.ts";
import { termsForm, usualTerms } from "./parts/subscriptions.ts";

/** A button's command: a dialog that sets up a roundup in this channel. */
export const setup = defineCommand({
  name: "setup",
  summary: "set up a roundup in a dialog",
  options: {},
  example: "setup",
  access: "configurer",
  place: "channel",
  reach: "button",
  answersPress: true,
  async run(_input, context) {
    const terms = { ...usualTerms, tz: await context.timezone() };
    return {
      visibility: "caller",
      message: textMessage("Type ", { text: "/papers subscribe gan", code: true }, " with a topic of yours."),
      json: null,
      form: termsForm("Set up a roundup", "Subscribe", "subscribe", {}, terms),
    };
  },
});
