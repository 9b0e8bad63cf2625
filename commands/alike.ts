import * as z from "zod";
import { encodeButton } from "../src/core/command/button.ts";
import { type Context, defineCommand } from "../src/core/command/define.ts";
import type { Reply } from "../src/core/command/reply.ts";
import { type Action, textBlock, textMessage } from "../src/core/messages/message.ts";
import type { Paper } from "../src/core/papers/paper.ts";
import { cutText } from "../src/core/papers/text.ts";
import { UserError } from "../src/errors.ts";
import { mostExamples } from "./parts/examples.ts";
import { findPaper } from "./parts/find-paper.ts";
import { titleLink } from "./parts/say.ts";
import { number } from "./parts/subscription-options.ts";
import {
  aboutWords,
  announcement,
  nextFreeSlot,
  subscriptionsToSee,
  subscriptionToChange,
} from "./parts/subscriptions.ts";

/** More roundups than this are not offered; `edit <n> like:` reaches the others. */
const mostOffered = 8;

/** The button "More like this": makes a paper an example for a roundup that the caller chooses, or for one of their own. */
export const alike = defineCommand({
  name: "alike",
  summary: "make a paper an example for a roundup",
  options: { paper: z.string().describe("a paper's number"), number: number.optional() },
  example: "edit 3 like:2503.09641",
  reach: "button",
  async run({ paper: id, number: which }, context) {
    const paper = await findPaper(context, id);
    return which === undefined ? offer(context, paper) : addExample(context, paper, which);
  },
});

async function offer(context: Context, paper: Paper): Promise<Reply> {
  const { id } = paper;
  const visible = (await subscriptionsToSee(context)).slice(0, mostOffered);
  const roundups = visible.map((each): Action => ({
    role: "plain",
    label: cutText(`${each.number}  ${aboutWords(each)}`, 60),
    call: encodeButton("alike", { paper: id, number: `${each.number}` }),
  }));
  const own: Action = {
    role: "primary",
    label: "A roundup of my own",
    call: encodeButton("subscribe", { to: "dm", like: id }),
  };
  return {
    visibility: "caller",
    message: {
      title: "More like this",
      blocks: [
        textBlock("Which roundup should bring more papers like ", titleLink(paper), "?"),
        { kind: "actions", actions: [own, ...roundups] },
      ],
      footer: [],
    },
    json: { paper: id, roundups: visible.map((each) => each.number) },
  };
}

async function addExample(context: Context, paper: Paper, which: number): Promise<Reply> {
  const subscription = await subscriptionToChange("edit", which, context);
  const like = [...new Set([...subscription.like, paper.id])];
  if (like.length > mostExamples)
    throw new UserError(
      "usage",
      `Roundup ${which} has ${mostExamples} examples, which is the most. \`/papers edit ${which} like:…\` sets others.`,
    );
  const next = await nextFreeSlot(context, subscription, subscription.id);
  await context.store.subscriptions.change(subscription.id, { like }, next, context.now());
  return {
    visibility: "caller",
    message: textMessage(
      `Roundup ${which} (${aboutWords(subscription)}) now brings first what is like `,
      titleLink(paper),
      ".",
    ),
    json: { number: which, like },
    ...announcement(
      context,
      subscription,
      ` made a paper an example for roundup ${which} here: `,
      titleLink(paper),
      ".",
    ),
  };
}
