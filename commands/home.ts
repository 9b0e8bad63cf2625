import { type Context, defineCommand } from "../src/core/command/define.ts";
import type { Block, PaperBlock } from "../src/core/messages/message.ts";
import { ownStates, withOwn } from "../src/core/cards/own-state.ts";
import { paperBlock } from "../src/core/cards/paper-block.ts";
import { newRoundup, roundupLines } from "./parts/roundup-lines.ts";
import { topPapers } from "./top.ts";
import { startLines } from "./welcome.ts";

const shownSaved = 5;
const shownTop = 5;
const mostRoundupBlocks = 25;

/** The bot's own page: the member's saved papers, the week's top papers, the roundups and how to start. */
export const home = defineCommand({
  name: "home",
  summary: "your papers, your team's top and how to start",
  options: {},
  example: "saved",
  reach: "button",
  async run(_input, context) {
    const { store, workspace, caller } = context;
    const saved = (await store.saves.list(workspace.id, caller.id)).slice(0, shownSaved);
    const top = await topPapers(context, "week", shownTop);
    return {
      visibility: "caller",
      message: withOwn(
        {
          title: "Papers",
          blocks: [
            ...(await paperSection(context, "Saved by you", saved)),
            ...(await paperSection(context, "Top papers of the last week", top)),
            ...(await roundups(context)),
            { kind: "divider" },
            { kind: "text", spans: [{ text: "How to start", bold: true }] },
            ...startLines(),
          ],
          footer: [],
        },
        await ownStates(context, [...saved, ...top]),
      ),
      json: { saved, top },
    };
  },
});

async function paperSection(context: Context, title: string, ids: string[]): Promise<Block[]> {
  if (ids.length === 0) return [];
  const { store, workspace, now } = context;
  const votes = await store.votes.tallies(workspace.id, ids);
  const papers = (await store.papers.many(ids)).map((paper): PaperBlock =>
    paperBlock(paper, { size: "list", votes: votes.get(paper.id) ?? 0, screen: "home", now: now() }),
  );
  return [{ kind: "text", spans: [{ text: title, bold: true }] }, ...papers];
}

async function roundups(context: Context): Promise<Block[]> {
  const { blocks } = await roundupLines(context, "home");
  const title: Block[] = blocks.length > 0 ? [{ kind: "text", spans: [{ text: "Roundups", bold: true }] }] : [];
  return [...title, ...blocks.slice(0, mostRoundupBlocks), { kind: "actions", actions: [newRoundup] }];
}
