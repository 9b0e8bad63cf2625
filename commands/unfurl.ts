import * as z from "zod";
import { paperBlock, titleText } from "../src/core/cards/paper-block.ts";
import { type Context, defineCommand } from "../src/core/command/define.ts";
import { dayIn, shortDay } from "../src/core/messages/dates.ts";
import { type Message, type Span, textMessage } from "../src/core/messages/message.ts";
import { safeUrl } from "../src/core/messages/safe-url.ts";
import { readArxivId } from "../src/core/papers/arxiv-id.ts";
import { paperUrl } from "../src/core/papers/links.ts";
import type { Paper } from "../src/core/papers/paper.ts";
import { openAmong } from "../src/core/roundups/open-channels.ts";
import { minuteMs } from "../src/durations.ts";
import { knownId } from "./find.ts";

const againAfterMs = 30 * minuteMs;

/** A link that somebody pasted: what the team knows of the paper, said once in half an hour in a channel. */
export const unfurl = defineCommand({
  name: "unfurl",
  summary: "what your team knows of a linked paper",
  options: { link: z.string().describe("the address of a paper") },
  example: "show 2503.09641",
  reach: "button",
  async run({ link }, context) {
    const paper = await linkedPaper(context, link);
    const message = paper && (await isNewsHere(context, paper)) ? await shortNote(context, paper) : null;
    return { visibility: "channel", message, json: { paper: paper?.id ?? null } };
  },
});

async function linkedPaper(context: Context, link: string): Promise<Paper | null> {
  const { store, workspace } = context;
  const { unfurl: wanted } = await store.settings.all(workspace.id);
  const arxiv = wanted === "off" ? null : readArxivId(link);
  if (arxiv === null) return null;
  const id = await knownId(context, arxiv.id);
  return id === null ? null : store.papers.get(id);
}

/** Whether the channel was not told of the paper in the last half hour. */
const isNewsHere = ({ store, workspace, platform, channel, now }: Context, { id }: Paper): Promise<boolean> =>
  store.events.firstWithin(platform, `unfurl:${workspace.id}:${channel?.id}:${id}`, now(), againAfterMs);

/** When the team had the paper, or its title with the buttons to vote for it and to save it. */
async function shortNote(context: Context, paper: Paper): Promise<Message> {
  const { store, workspace } = context;
  const votes = (await store.votes.tallies(workspace.id, [paper.id])).get(paper.id) ?? 0;
  const had = await hadOn(context, paper.id);
  const counted: Span[] = votes > 0 ? [{ text: ` · ▲ ${votes}` }] : [];
  if (had) return textMessage("Your team had this on ", had, ...counted);
  const link = safeUrl(paperUrl(paper));
  const actions = paperBlock(paper, { size: "whole", votes }).actions;
  const titled = textMessage({ text: titleText(paper), bold: true, ...(link && { link }) });
  return { ...titled, blocks: [...titled.blocks, { kind: "actions", actions }] };
}

/** The day of the newest post that everybody who reads the channel may see: in a public channel or in this one. */
async function hadOn({ store, workspace, chat, channel, now }: Context, paper: string): Promise<Span | null> {
  const posts = await store.posts.ofPaper(workspace.id, paper, channel?.id ?? null);
  const open = await openAmong(chat, workspace, [...new Set(posts.map((post) => post.channel))]);
  const post = posts.find((each) => each.channel === channel?.id || open.has(each.channel));
  if (!post) return null;
  const link = post.goneAt ? null : await chat?.permalink(post).catch(() => null);
  return { text: shortDay(dayIn(post.postedAt, "UTC"), now()), ...(link ? { link } : {}) };
}
