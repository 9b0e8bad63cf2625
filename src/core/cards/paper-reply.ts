import { encodeButton } from "../command/button.ts";
import type { Context } from "../command/define.ts";
import type { Reply } from "../command/reply.ts";
import { shortDay } from "../messages/dates.ts";
import { type Action, type Block, noteBlock, type Span } from "../messages/message.ts";
import { inThousands } from "../messages/numbers.ts";
import { paperJson } from "../papers/paper-json.ts";
import type { Paper } from "../papers/paper.ts";
import { cutText } from "../papers/text.ts";
import { followActions } from "./follow.ts";
import { ownStates, withOwn } from "./own-state.ts";
import { paperBlock, paperLinks } from "./paper-block.ts";
import { postedSpans } from "./posted.ts";

/** Everything known about one paper, with this workspace's posts, votes and submissions. */
export async function paperReply(context: Context, paper: Paper): Promise<Reply> {
  const { store, workspace, channel } = context;
  const votes = (await store.votes.tallies(workspace.id, [paper.id])).get(paper.id) ?? 0;
  const block = paperBlock(paper, { size: "whole", votes, screen: "details" });
  const own = await ownStates(context, [paper.id]);
  const blocks: Block[] = [
    channel && !channel.direct ? { ...block, actions: [...block.actions, shareButton(paper)] } : block,
    { kind: "actions" as const, actions: followActions(paper) },
    noteBlock(...authorSpans(paper)),
    noteBlock(...paperLinks(paper)),
    noteBlock(...(paper.categories.length > 0 ? [paper.categories.join(", ")] : [])),
    noteBlock(
      ...(paper.listedOn.length > 0
        ? [`On the Daily page: ${paper.listedOn.map((day) => shortDay(day, context.now())).join(", ")}`]
        : []),
    ),
    noteBlock(...(await teamSpans(context, paper, votes, own.get(paper.id)?.saved === true))),
  ].filter((each) => each.kind !== "note" || each.spans.length > 0);
  return {
    visibility: "caller",
    message: withOwn({ title: "", blocks, footer: [] }, own),
    json: { paper: paperJson(paper, votes) },
  };
}

const shareButton = ({ id }: Paper): Action => ({
  role: "share",
  label: "Share",
  call: encodeButton("share", { paper: id }),
});

const shownAuthors = 5;

function authorSpans({ authors, authorCount }: Paper): Span[] {
  const names = authors.slice(0, shownAuthors).map((name) => cutText(name, 80));
  const more = authorCount - names.length;
  if (names.length === 0) return [];
  return [{ text: names.join(", ") + (more > 0 ? ` and ${inThousands(more)} more` : "") }];
}

/** "Posted here on Mon 3 Nov, 4 votes, submitted by anna. You saved it." */
async function teamSpans(context: Context, paper: Paper, votes: number, own: boolean): Promise<Span[]> {
  const { store, workspace } = context;
  const submitter = (await store.submissions.of(workspace.id, [paper.id])).get(paper.id)?.member;
  const facts: Span[][] = [
    (await postedSpans(context, paper.id)) ?? [],
    votes > 0 ? [{ text: votes === 1 ? "1 vote" : `${votes} votes` }] : [],
    submitter ? [{ text: "submitted by " }, { member: submitter }] : [],
  ].filter((spans) => spans.length > 0);
  const said = facts.flatMap((spans, i) => (i === 0 ? capitalised(spans) : [{ text: ", " }, ...spans]));
  return [...said, ...(said.length > 0 ? [{ text: ". " }] : []), ...(own ? [{ text: "You saved it." }] : [])];
}

const capitalised = ([first, ...rest]: Span[]): Span[] =>
  first && "text" in first ? [{ ...first, text: first.text.replace(/^[a-z]/, (c) => c.toUpperCase()) }, ...rest] : rest;
