import * as z from "zod";
import { type Context, defineCommand } from "../src/core/command/define.ts";
import { localDate } from "../src/core/delivery/schedule.ts";
import { textMessage } from "../src/core/messages/message.ts";
import { paperJson } from "../src/core/papers/paper-json.ts";
import { baselineOf, compose, rememberedMs, type Past } from "../src/core/roundups/compose.ts";
import { libraryOf, type RoundupRequest } from "../src/core/roundups/library.ts";
import { listMessage } from "../src/core/roundups/roundup-message.ts";
import { like } from "./parts/examples.ts";
import { previewByExample } from "./parts/preview-by-example.ts";
import { withScheduleOfTopic } from "./parts/schedule-in-topic.ts";
import { number, terms as options } from "./parts/subscription-options.ts";
import { UserError } from "../src/errors.ts";
import { aboutWords, subscriptionToSee, typedTerms, usualTerms } from "./parts/subscriptions.ts";

/** `/papers preview gan`: what a roundup of today would look like, seen by the caller alone. */
export const preview = defineCommand({
  name: "preview",
  tool: "read",
  summary: "what today's roundup would look like, only for you",
  options: {
    ...options,
    like,
    date: z.string().optional().describe("with `like`: the day to choose from, like 2025-11-07"),
    number: number.optional().describe("of a roundup that is set up: its number"),
  },
  example: "preview gan",
  async run({ number: which, like: examples, date, ...typed }, context) {
    if (/^#?\d{1,4}$/.test(typed.topic ?? ""))
      return context.rerun({ command: "preview", values: { number: String(typed.topic).replace("#", "") } });
    const asked = { ...usualTerms, ...typedTerms(withScheduleOfTopic(typed)) };
    if (examples !== undefined) return previewByExample(context, { ...asked, like: examples, date });
    if (date !== undefined)
      throw new UserError("usage", "`date` goes with `like`: `preview like:2503.09641 date:2025-11-07`.");
    const { store, now } = context;
    const { wanted, past, tz } = await previewRequest(context, which, asked);
    const notes = wanted.ask ? await askAboutTopics(context, wanted.topics) : [];
    const roundup = await compose(libraryOf(store), wanted, past, now());
    const slot = localDate(now(), tz);
    const setting = { ...wanted, slot, next: null, delivery: null, number: null, notes, hint: false };
    const empty = [`Nothing new about ${aboutWords(wanted)} just now: today's roundup would be empty.`, ...notes].join(
      " ",
    );
    return {
      visibility: "caller",
      message: roundup.chosen.length > 0 ? listMessage(roundup, setting) : textMessage(empty),
      json: {
        papers: roundup.chosen.map(({ paper, votes, matched }) => paperJson(paper, votes, matched)),
        total: roundup.chosen.length + roundup.rest.length,
      },
    };
  },
});

/** A preview is answered to somebody who waits; a roundup may wait longer for the sources. */
const answerWithinMs = 4_000;

/** Asks the sources about the topics, as the roundup would; a sentence for each source that did not answer. */
async function askAboutTopics({ store, sources, workspace }: Context, topics: readonly string[]): Promise<string[]> {
  const { ask } = await store.settings.all(workspace.id);
  if (ask === "off") return [];
  const { failures } = await sources.ask(topics, answerWithinMs);
  return failures;
}

/** A roundup to preview, and whether the sources may hear its topics. */
type Wanted = RoundupRequest & { ask: boolean };

async function previewRequest(
  context: Context,
  which: number | undefined,
  terms: Omit<Wanted, "workspaceId" | "channel" | "to" | "madeBy" | "createdAt" | "baselineDay">,
): Promise<{ wanted: Wanted; past: Past; tz: string }> {
  const { store, workspace, channel, now } = context;
  if (which !== undefined) {
    const subscription = await subscriptionToSee(which, context);
    const past = await store.deliveries.past(subscription.id, new Date(now().getTime() - rememberedMs));
    return { wanted: subscription, past, tz: subscription.tz };
  }
  const baselineDay = await baselineOf(store, now());
  const wanted = {
    ...terms,
    workspaceId: workspace.id,
    channel: channel?.id ?? "",
    to: (channel?.direct ?? true) ? ("dm" as const) : ("here" as const),
    madeBy: context.caller.id,
    createdAt: now(),
    baselineDay,
  };
  return { wanted, past: { lookedUntil: null, leftOver: new Set() }, tz: await context.timezone() };
}
