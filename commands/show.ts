import { defineCommand } from "../src/core/command/define.ts";
import { findPaper } from "./parts/find-paper.ts";
import { paper as paperOption } from "../src/core/command/options.ts";
import { paperReply } from "../src/core/cards/paper-reply.ts";

/** `/papers show 2503.09641`: everything known about one paper. */
export const show = defineCommand({
  name: "show",
  tool: "read",
  summary: "everything about one paper",
  options: { paper: paperOption },
  example: "show 2503.09641",
  run: async ({ paper }, context) => paperReply(context, await findPaper(context, paper)),
});

/** The Details button: the same, in a dialog where the platform has one. */
export const details = defineCommand({
  name: "details",
  summary: "everything about one paper, in a dialog",
  options: { paper: paperOption },
  example: "show 2503.09641",
  reach: "button",
  run: async ({ paper }, context) => ({
    ...(await paperReply(context, await findPaper(context, paper))),
    dialog: true,
  }),
});
