import { encodeButton } from "../command/button.ts";
import type { Context } from "../command/define.ts";
import type { Reply } from "../command/reply.ts";
import { type Action, type Block, type Message, noteBlock, type Span, textBlock } from "../messages/message.ts";
import { inThousands } from "../messages/numbers.ts";
import { prose } from "../messages/prose.ts";
import { paperJson } from "../papers/paper-json.ts";
import type { ListedPaper, ListPage } from "../store/store.ts";
import { ownStates, withOwn } from "./own-state.ts";
import { paperBlock } from "./paper-block.ts";

export type { ListedPaper } from "../store/store.ts";

/** A list of papers that a command found. */
export interface PaperList {
  title: string;
  /** What was searched and how; may be empty. */
  intro: Span[];
  /** How it was searched and what went wrong: one sentence each, read by `prose`. */
  notes?: string[];
  /** Best first: at least those of the page that is shown (`wanted`). */
  hits: ListedPaper[];
  /** The number of matches in all. */
  total: number;
  /** How many papers a page has at most; the platform's page where this is more. */
  limit: number;
  /** Buttons for what else the caller may want. */
  offers?: Action[];
  /** Shown instead of an empty list. */
  empty: Span[];
  /** Additional fields of the public JSON. */
  json?: Record<string, unknown>;
}

/** How many hits a list needs so that its page can be shown. */
export const wanted = ({ seen }: Pick<Context, "seen">, limit: number): number => seen.length + limit;

/** The answer of every command that lists papers: one page, with More and Share buttons. */
export async function paperListReply(context: Context, list: PaperList): Promise<Reply> {
  const { store, workspace, caller, call, now } = context;
  const page = pageOf(context, list);
  const ids = page.papers.map(({ id }) => id);
  const [papers, votes] = [await store.papers.many(ids), await store.votes.tallies(workspace.id, ids)];
  const matched = new Map(page.papers.map((hit) => [hit.id, hit.matched ?? undefined]));
  const reasons = new Map(page.papers.map((hit) => [hit.id, hit.reason ?? undefined]));
  const json = {
    ...list.json,
    papers: papers.map((paper) =>
      paperJson(paper, votes.get(paper.id) ?? 0, matched.get(paper.id), reasons.get(paper.id)),
    ),
    total: list.total,
  };
  const noReal = (papers.length === 0 || papers.some(({ sample }) => sample)) && !(await store.papers.hasReal());
  const shown = noReal ? { ...page, notes: [...page.notes, onlySamples] } : page;
  if (papers.length === 0) return { visibility: "caller", message: withoutPapers(list, shown), json };
  const keep = () => store.replies.keep(workspace.id, caller.id, { call, page: shown }, now());
  // Without it the list has no More and no Share; a full disk is no reason not to show it.
  const reply = await keep().catch(() => null);
  return { visibility: "caller", message: await privatePage(context, shown, reply), json };
}

function pageOf(
  { seen, pageSize }: Context,
  { title, intro, notes = [], hits, total, limit, offers }: PaperList,
): ListPage {
  const before = new Set(seen);
  const papers = hits.filter(({ id }) => !before.has(id)).slice(0, Math.min(limit, pageSize));
  return { title, intro, notes: notes.map(prose), papers, seen, total, ...(offers && { offers }) };
}

/** A page with the counts of now and what the caller did, in the order it was first shown in; `reply` is its id. */
export async function privatePage(context: Context, page: ListPage, reply: string | null): Promise<Message> {
  const message = await drawListPage(context, page, reply);
  const own = await ownStates(
    context,
    page.papers.map(({ id }) => id),
  );
  const actions = reply === null ? [] : listActions(context, page, reply);
  const buttons: Block[] = actions.length > 0 ? [{ kind: "actions", actions }] : [];
  return withOwn({ ...message, blocks: [...message.blocks, ...buttons] }, own);
}

/** A page with the counts of now, for everybody. */
export const sharedPage = (context: Context, page: ListPage): Promise<Message> =>
  // Where else a paper was posted is for those who see that channel, and what the caller likes for the caller.
  drawListPage(
    context,
    { ...page, papers: page.papers.map((paper) => ({ ...paper, posted: null, reason: null })) },
    null,
  );

async function drawListPage(
  { store, workspace, now }: Context,
  page: ListPage,
  screen: string | null,
): Promise<Message> {
  const ids = page.papers.map(({ id }) => id);
  const [papers, votes] = [await store.papers.many(ids), await store.votes.tallies(workspace.id, ids)];
  const listed = new Map(page.papers.map((paper) => [paper.id, paper]));
  const blocks = papers.map((paper, place) =>
    paperBlock(paper, {
      size: "list",
      number: page.seen.length + place + 1,
      votes: votes.get(paper.id) ?? 0,
      matched: listed.get(paper.id)?.matched ?? [],
      posted: listed.get(paper.id)?.posted ?? null,
      reason: listed.get(paper.id)?.reason ?? null,
      screen,
      now: now(),
    }),
  );
  const intro: Block[] = page.intro.length > 0 ? [textBlock(...page.intro)] : [];
  const notes = page.notes.map((spans) => noteBlock(...spans));
  return { title: page.title, blocks: [...intro, ...notes, ...blocks], footer: [] };
}

function listActions({ channel }: Context, { papers, seen, total, offers = [] }: ListPage, reply: string): Action[] {
  const left = total - seen.length - papers.length;
  const more: Action[] =
    left > 0 ? [{ role: "more", label: `${inThousands(left)} more`, call: encodeButton("more", { reply }) }] : [];
  const shareable = channel !== null && !channel.direct;
  const share: Action[] = shareable ? [{ role: "share", label: "Share", call: encodeButton("share", { reply }) }] : [];
  return [...more, ...share, ...offers];
}

/** Said while the library has no real paper. */
const onlySamples: Span[] = [
  { text: "No source has answered yet: the library has samples at most. Real papers come when one answers; " },
  { text: "npm run -s papers -- sync", code: true },
  { text: " where the bot runs asks now." },
];

const withoutPapers = ({ title, empty }: PaperList, { notes, seen }: ListPage): Message => ({
  title,
  blocks: [
    textBlock(...(seen.length > 0 ? ["That was the last page of this list."] : empty)),
    ...notes.map((spans) => noteBlock(...spans)),
  ],
  footer: [],
});
