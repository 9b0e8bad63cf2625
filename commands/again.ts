import * as z from "zod";
import { defineCommand } from "../src/core/command/define.ts";
import { UserError } from "../src/errors.ts";
import { storedReply } from "./parts/stored-reply.ts";

/** The subcommands that open a dialog, by the one that takes what is filled in. */
const openers: Record<string, string> = { subscribe: "setup", edit: "edit", terms: "terms" };

/** A button's command: opens a dialog again with everything as it was filled in. */
export const again = defineCommand({
  name: "again",
  summary: "a dialog again, as it was filled in",
  options: { reply: z.string().describe("what was filled in") },
  example: "subscribe gan",
  reach: "button",
  answersPress: true,
  async run({ reply }, context) {
    const { call } = await storedReply(context, reply);
    const { number } = call.values;
    const opened = await context.rerun({
      command: openers[call.command] ?? call.command,
      values: number === undefined ? {} : { number },
    });
    if (!opened.form) throw new UserError("usage", "This dialog is gone. Type the command again.");
    const fields = opened.form.fields.map((field) => ({ ...field, value: call.values[field.key] ?? field.value }));
    return { ...opened, form: { ...opened.form, fields } };
  },
});
