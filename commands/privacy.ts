import * as z from "zod";
import { encodeButton } from "../src/core/command/button.ts";
import { type Context, defineCommand } from "../src/core/command/define.ts";
import type { Reply } from "../src/core/command/reply.ts";
import { type Action, textBlock, textMessage } from "../src/core/messages/message.ts";
import { prose } from "../src/core/messages/prose.ts";
import type { MemberData, Store } from "../src/core/store/store.ts";
import { countOf } from "./parts/say.ts";

/** `/papers privacy`: what is kept about the caller, theirs to have and to erase. */
export const privacy = defineCommand({
  name: "privacy",
  summary: "what is kept about you, to have or to erase",
  options: {
    what: z.enum(["about", "data", "erase"]).default("about").describe("about, data (yours, as a file) or erase"),
    confirm: z.enum(["yes", "no"]).default("no").describe("yes, to erase without being asked again"),
  },
  example: "privacy data",
  async run({ what, confirm }, context) {
    const data = await context.store.members.data(context.workspace.id, context.caller.id);
    if (what === "about") return showKept(data);
    if (what === "data") return ownData(context, data);
    return confirm === "yes" ? erase(context) : askFirst(data);
  },
});

const countsOf = ({ votes, saved, submitted, searches, subscriptions }: MemberData): string =>
  [
    countOf(votes.length, "vote"),
    countOf(saved.length, "saved paper"),
    countOf(submitted.length, "submitted paper"),
    searches.length === 1 ? "1 search" : `${searches.length} searches`,
    countOf(subscriptions.length, "subscription"),
  ].join(", ");

function showKept(data: MemberData): Reply {
  const actions: Action[] = [
    { role: "plain", label: "My data", call: encodeButton("privacy", { what: "data" }) },
    { role: "danger", label: "Erase it", call: encodeButton("privacy", { what: "erase" }) },
  ];
  return {
    visibility: "caller",
    message: {
      title: "What is kept about you here",
      blocks: [
        textBlock(`Under your id: ${countsOf(data)}. Nobody else sees what you saved or searched for.`),
        ...(data.email === null ? [] : [textBlock(...prose(emailText(data.email)))]),
        ...[
          "The team's page, where it is on, names you only with `/papers settings names on`, and counts savers only from three on.",
          "Messages are read only when somebody addresses the bot, and never kept. History is read only to find the bot's own posts.",
          "Where this library knows few papers for your words, and for topics of roundups, the words go to Hugging Face and arXiv, without anything that tells whose they are. `/papers settings ask off` keeps a workspace's words here, ask:no those of one roundup.",
        ].map((text) => textBlock(...prose(text))),
        {
          kind: "text",
          spans: [
            { text: "Get yours as a file with " },
            { text: "/papers privacy data", code: true },
            { text: ", erase it with " },
            { text: "/papers privacy erase", code: true },
            { text: ". Removing the bot erases everything of this workspace within a day." },
          ],
        },
        { kind: "actions", actions },
      ],
      footer: [],
    },
    json: { kept: data },
  };
}

const emailText = (address: string): string =>
  `Your e-mail address, ${address}, is kept for your roundups by e-mail and seen by nobody here. \`/papers email off\` has it forgotten.`;

async function ownData({ store }: Context, data: MemberData): Promise<Reply> {
  const file = {
    name: "my-papers-data.json",
    mediaType: "application/json",
    text: `${JSON.stringify(await withTitles(store, data), null, 2)}\n`,
  };
  return {
    visibility: "caller",
    message: textMessage(
      "Everything kept about you is in ",
      { text: file.name, code: true },
      ". Where a file here would not be private it is in your direct messages.",
    ),
    file,
    json: { kept: data },
  };
}

/** Our numbers mean nothing to people: titles beside them do. */
async function withTitles(store: Store, data: MemberData) {
  const { votes, saved, submitted } = data;
  const papers = await store.papers.many([...votes, ...saved, ...submitted].map(({ paper }) => paper));
  const titles = new Map(papers.map(({ id, title }) => [id, title]));
  const titled = <Row extends { paper: string }>(row: Row) => ({ title: titles.get(row.paper) ?? null, ...row });
  return { ...data, votes: votes.map(titled), saved: saved.map(titled), submitted: submitted.map(titled) };
}

const askFirst = (data: MemberData): Reply => ({
  visibility: "caller",
  message: {
    title: "Erase what is kept about you?",
    blocks: [
      textBlock(
        `${countsOf(data)}. Votes, saved papers and searches are deleted, submitted papers stay without your name, and so do subscriptions you made for channels. This cannot be undone.`,
      ),
      {
        kind: "text",
        spans: [
          { text: "Press the button, or type " },
          { text: "/papers privacy erase confirm:yes", code: true },
          { text: "." },
        ],
      },
      {
        kind: "actions",
        actions: [{ role: "danger", label: "Erase", call: encodeButton("privacy", { what: "erase", confirm: "yes" }) }],
      },
    ],
    footer: [],
  },
  json: { kept: data, erased: false },
});

async function erase({ store, workspace, caller, now }: Context): Promise<Reply> {
  const voted = await store.members.erase(workspace.id, caller.id, now());
  for (const paper of voted) await store.posts.markStale(workspace.id, paper, now());
  return {
    visibility: "caller",
    message: textMessage(
      "Erased. Reactions of yours that are still on older posts no longer count; for a week an unreadable hash of your id is kept so that they stay uncounted.",
    ),
    json: { erased: true },
    replaces: true,
  };
}
