import type { Context } from "../command/define.ts";
import type { Reply } from "../command/reply.ts";
import { dayIn, shortDay } from "../messages/dates.ts";
import type { Block, Span } from "../messages/message.ts";
import { paperJson } from "../papers/paper-json.ts";
import type { Paper } from "../papers/paper.ts";
import { cutText } from "../papers/text.ts";
import { paperBlock, paperLinks } from "./paper-block.ts";

/** Everything known about one paper, and what this team did with it. */
export async function paperReply(context: Context, paper: Paper): Promise<Reply> {
  const { store, workspace, caller, audience } = context;
  const votes = (await store.votes.tallies(workspace.id, [paper.id])).get(paper.id) ?? 0;
  const block = paperBlock(paper, { size: "whole", number: null, votes, matched: [], reply: null });
  const own = audience === "caller" && (await store.saves.has(workspace.id, caller.id, paper.id));
  const blocks: Block[] = [
    block,
    note(authorSpans(paper)),
    note(paperLinks(paper)),
    note(paper.categories.length > 0 ? [{ text: paper.categories.join(", ") }] : []),
    note(paper.listedOn.length > 0 ? [{ text: `On the Daily page: ${paper.listedOn.map(shortDay).join(", ")}` }] : []),
    note([...(await postedSpans(context, paper, votes)), ...(own ? [{ text: " You saved it." }] : [])]),
  ].filter((each) => each.kind !== "note" || each.spans.length > 0);
  return {
    visibility: audience,
    message: { title: "", blocks, footer: [] },
    json: { paper: paperJson(paper, votes) },
  };
}

const note = (spans: Span[]): Block => ({ kind: "note", spans });

const shownAuthors = 5;

function authorSpans({ authors, authorCount }: Paper): Span[] {
  const names = authors.slice(0, shownAuthors).map((name) => cutText(name, 80));
  const more = authorCount - names.length;
  if (names.length === 0) return [];
  return [{ text: names.join(", ") + (more > 0 ? ` and ${more.toLocaleString("en-US")} more` : "") }];
}

/** When and where the team had it: "Posted here on 3 Nov, 4 votes." */
async function postedSpans({ store, workspace, chat, channel }: Context, paper: Paper, votes: number): Promise<Span[]> {
  const [post] = await store.posts.ofPaper(workspace.id, paper.id);
  const voted = votes > 0 ? `${votes} ${votes === 1 ? "vote" : "votes"}` : "";
  if (!post) return voted === "" ? [] : [{ text: `${voted}.` }];
  const link = await chat?.permalink(post);
  const day = shortDay(dayIn(post.postedAt, "UTC"));
  return [
    { text: "Posted " },
    ...(post.channel === channel?.id ? [{ text: "here" }] : [{ text: "in " }, { channel: post.channel }]),
    { text: " on " },
    { text: day, ...(link ? { link } : {}) },
    { text: voted === "" ? "." : `, ${voted}.` },
  ];
}
