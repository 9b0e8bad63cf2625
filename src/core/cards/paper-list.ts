import { encodeButton } from "../command/button.ts";
import type { Context } from "../command/define.ts";
import type { Reply } from "../command/reply.ts";
import { type Action, type Block, type Message, noteBlock, type Span, textBlock } from "../messages/message.ts";
import { paperJson } from "../papers/paper-json.ts";
import { paperBlock } from "./paper-block.ts";

/** A paper of a list; `matched` is null if nothing was searched for. */
export interface ListedPaper {
  id: string;
  matched: string[] | null;
  /** When and where it was posted in this workspace. */
  posted?: Span[] | null;
}

/** A list of papers that a command found. */
export interface PaperList {
  title: string;
  /** What was searched and how; may be empty. */
  intro: Span[];
  /** How it was searched and what went wrong: one sentence each. */
  notes?: string[];
  /** Best first, at most the limit asked for. */
  hits: ListedPaper[];
  /** The number of matches without the limit. */
  total: number;
  /** Shown instead of an empty list. */
  empty: Span[];
  /** Additional fields of the public JSON. */
  json?: Record<string, unknown>;
}

/** The answer of every command that lists papers: one page, with More and Share buttons. */
export async function paperListReply(context: Context, list: PaperList): Promise<Reply> {
  const { store, workspace, offset, pageSize, audience, now } = context;
  const ids = list.hits.map(({ id }) => id);
  const [papers, votes] = [await store.papers.many(ids), await store.votes.tallies(workspace.id, ids)];
  const matched = new Map(list.hits.map((hit) => [hit.id, hit.matched]));
  const posted = new Map(list.hits.map((hit) => [hit.id, hit.posted ?? null]));
  const votesOf = (id: string) => votes.get(id) ?? 0;
  const json = {
    ...list.json,
    papers: papers.map((paper) => paperJson(paper, votesOf(paper.id), matched.get(paper.id) ?? undefined)),
    total: list.total,
  };
  const noReal = (papers.length === 0 || papers.some(({ sample }) => sample)) && !(await store.papers.hasReal());
  const hints = noReal ? [onlySamples] : [];
  if (papers.length === 0) {
    return { visibility: audience, message: withoutPapers(list, hints), json };
  }
  const keep = () => store.replies.keep(workspace.id, context.call, offset, now());
  // Without it the list has no More and no Share; a full disk is no reason not to show it.
  const reply = audience === "caller" ? await keep().catch(() => null) : null;
  const shown = papers.slice(offset, offset + pageSize);
  const blocks: Block[] = shown.map((paper, place) =>
    paperBlock(paper, {
      size: "list",
      number: offset + place + 1,
      votes: votesOf(paper.id),
      matched: matched.get(paper.id) ?? [],
      posted: posted.get(paper.id) ?? null,
      reply,
    }),
  );
  const intro: Block[] = list.intro.length > 0 ? [textBlock(...list.intro)] : [];
  const notes = [...(list.notes ?? []).map((text) => noteBlock(text)), ...hints];
  const actions = reply ? listActions(reply, papers.length - offset - shown.length) : [];
  const buttons: Block[] = actions.length > 0 ? [{ kind: "actions", actions }] : [];
  return {
    visibility: audience,
    message: { title: list.title, blocks: [...intro, ...notes, ...blocks, ...buttons], footer: [] },
    json,
  };
}

function listActions(reply: string, left: number): Action[] {
  const more: Action[] =
    left > 0 ? [{ role: "more", label: `${left} more`, call: encodeButton("more", { reply }) }] : [];
  return [...more, { role: "share", label: "Share", call: encodeButton("share", { reply }) }];
}

/** Said while the library has no real paper. */
const onlySamples = noteBlock(
  { text: "No source has answered yet: the library has samples at most. Real papers come when one answers; " },
  { text: "npm run -s papers -- sync", code: true },
  { text: " where the bot runs asks now." },
);

const withoutPapers = ({ title, empty, notes }: PaperList, hints: Block[]): Message => ({
  title,
  blocks: [textBlock(...empty), ...(notes ?? []).map((text) => noteBlock(text)), ...hints],
  footer: [],
});
