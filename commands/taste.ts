import * as z from "zod";
import { checkConfigurer } from "../src/core/command/access.ts";
import { encodeButton } from "../src/core/command/button.ts";
import { type Context, defineCommand } from "../src/core/command/define.ts";
import type { Reply } from "../src/core/command/reply.ts";
import { type Action, type Block, noteBlock, textBlock, textMessage } from "../src/core/messages/message.ts";
import { prose } from "../src/core/messages/prose.ts";
import type { Paper } from "../src/core/papers/paper.ts";
import { learnTaste, type ReadyTaste } from "../src/core/roundups/by-example.ts";
import { examplesFor, tasteOwner } from "../src/core/roundups/examples.ts";
import { spellOut } from "../src/core/search/paper-terms.ts";
import type { TasteOwner } from "../src/core/store/store.ts";
import { dayMs } from "../src/durations.ts";
import { findPaper } from "./parts/find-paper.ts";
import { countOf, titleLink } from "./parts/say.ts";
import { audienceOf, libraryFor, type TasteOf } from "./parts/taste-audience.ts";

const [shownExamples, shownTerms] = [10, 12] as const;

/** `/papers taste`: what this channel's taste is made of, or in a direct message the caller's own; it is ended and corrected here too. */
export const taste = defineCommand({
  name: "taste",
  summary: "what roundups here learn from votes: the examples, and how to correct them",
  options: {
    for: z.enum(["me", "team"]).optional().describe("`me` or `team`"),
    set: z.enum(["on", "off", "forget"]).optional().describe("`on`, `off`, or `forget`: only later votes count"),
    without: z.string().optional().describe("a paper that is no example"),
    sure: z.enum(["yes", "no"]).default("no").describe("yes, to forget without being asked again"),
  },
  example: "taste",
  async run({ for: asked, set, without, sure }, context) {
    const whose = asked ?? (context.channel === null || context.channel.direct ? "me" : "team");
    const audience = audienceOf(whose, context);
    const owner = tasteOwner(audience) ?? { channel: "" };
    if (set === undefined && without === undefined) return showTaste(whose, owner, context);
    if ("channel" in owner) await checkConfigurer("taste", context);
    if (set === "forget" && sure === "no") return confirmForget(whose);
    const { store, workspace, now } = context;
    const choices = await store.tastes.choices(workspace.id, owner);
    const paper = without === undefined ? null : (await findPaper(context, without)).id;
    await store.tastes.choose(workspace.id, owner, {
      off: set === "on" || set === "off" ? set === "off" : choices.off,
      forgottenAt: set === "forget" ? now() : choices.forgottenAt,
      without: [...new Set([...choices.without, ...(paper === null ? [] : [paper])])],
    });
    const shown = await showTaste(whose, owner, context);
    const announce = textMessage({ member: context.caller.id }, ` ${saidOf[set ?? "without"]}`);
    return { ...shown, replaces: true, ...(whose === "team" ? { announce } : {}) };
  },
});

const saidOf = {
  on: "turned this channel's taste on: its votes order roundups.",
  off: "turned this channel's taste off: its votes order no roundups.",
  forget: "had this channel's taste forget the votes so far.",
  without: "took a paper out of the examples of this channel's taste.",
};

const tasteCall = (whose: TasteOf, values: Record<string, string>): string =>
  encodeButton("taste", { for: whose, ...values });

const confirmForget = (whose: TasteOf): Reply => ({
  visibility: "caller",
  message: {
    title: "Forget the votes so far?",
    blocks: [
      textBlock("Votes stay as they are, but roundups learn only from later ones. This cannot be undone."),
      {
        kind: "actions",
        actions: [{ role: "danger", label: "Forget", call: tasteCall(whose, { set: "forget", sure: "yes" }) }],
      },
    ],
    footer: [],
  },
  json: { forgotten: false },
});

async function showTaste(whose: TasteOf, owner: TasteOwner, context: Context): Promise<Reply> {
  const { store, workspace, now } = context;
  const library = libraryFor(context);
  const examples = await examplesFor(library, audienceOf(whose, context));
  const before = new Date(now().getTime() + dayMs).toISOString().slice(0, 10);
  const ready = await learnTaste(library, examples, { before, candidates: [] });
  const strongest = ready ? await store.papers.many(ready.taste.examples.slice(0, shownExamples)) : [];
  const terms = ready ? sharedWords(ready, strongest) : [];
  const isOff = (await store.tastes.choices(workspace.id, owner)).off;
  const allOff = (await store.settings.all(workspace.id)).taste === "off";
  const title = whose === "me" ? "What you like" : "What this channel likes";
  const state = allOff
    ? "Taste is off in this workspace: `/papers settings taste on`."
    : isOff
      ? "It is off: votes order no roundups here."
      : ready === null
        ? "Too few votes yet: two papers that somebody votes for make a taste."
        : `Learnt from ${countOf(ready.taste.examples.length, "paper")}; nothing of it is stored, votes taken back are forgotten.`;
  const votersOf = new Map(examples.liked.map(({ paper, members }) => [paper, members.length]));
  const lines = strongest.map((paper, i): Block => ({
    kind: "text",
    spans: [{ text: `${i + 1}  ` }, titleLink(paper), ...votesText(whose, votersOf.get(paper.id) ?? 0)],
  }));
  const often = terms.length > 0 ? [noteBlock(`Words they share: ${terms.join(", ")}`)] : [];
  const isOn = !isOff && !allOff;
  return {
    visibility: "caller",
    message: {
      title,
      blocks: [noteBlock(...prose(state)), ...lines, ...often, ...tasteButtons(whose, isOff, strongest)],
      footer: prose("“Not 2” takes an example out; votes stay as they are."),
    },
    json: {
      taste: {
        for: whose,
        on: isOn,
        examples: strongest.map(({ id, title: name }) => ({ paper: id, title: name })),
        terms,
      },
    },
  };
}

const votesText = (whose: TasteOf, votes: number) =>
  whose === "team" && votes > 0 ? [{ text: ` · ${countOf(votes, "vote")}` }] : [];

function tasteButtons(whose: TasteOf, isOff: boolean, strongest: readonly Paper[]): Block[] {
  const not = strongest.map(({ id }, i): Action => ({
    role: "plain",
    label: `Not ${i + 1}`,
    call: tasteCall(whose, { without: id }),
  }));
  const turn: Action = isOff
    ? { role: "primary", label: "Turn on", call: tasteCall(whose, { set: "on" }) }
    : { role: "plain", label: "Turn off", call: tasteCall(whose, { set: "off" }) };
  const forget: Action = { role: "danger", label: "Forget", call: tasteCall(whose, { set: "forget" }) };
  const actions = not.length > 0 ? [{ kind: "actions" as const, actions: not }] : [];
  return [...actions, { kind: "actions", actions: [turn, forget] }];
}

/** The words that speak most for a paper, as its examples write them. */
function sharedWords({ taste: { terms }, reader }: ReadyTaste, papers: readonly Paper[]): string[] {
  const hashes = terms.map((place) => reader.hashAt(place));
  const wanted = new Set(hashes);
  const spelled = new Map<number, string>();
  for (const { title, abstract } of papers) {
    const found = spellOut({ id: 0, title, body: abstract, authors: [] }, (hash) => wanted.has(hash));
    for (const [hash, word] of found) if (!spelled.has(hash)) spelled.set(hash, word);
  }
  const words = hashes.flatMap((hash) => spelled.get(hash) ?? []);
  return words.filter((word) => /^\p{L}[\p{L}\d]{2,}$/u.test(word)).slice(0, shownTerms);
}
