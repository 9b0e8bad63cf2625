import { defineCommand } from "../src/core/command/define.ts";
import { limit, paper as paperOption } from "../src/core/command/options.ts";
import { type Span, textMessage } from "../src/core/messages/message.ts";
import type { Paper } from "../src/core/papers/paper.ts";
import { paperListReply } from "../src/core/cards/paper-list.ts";
import { findPaper } from "./parts/find-paper.ts";
import { redrawnPrivately } from "./parts/pressed.ts";
import { countOf, titleLink } from "./parts/say.ts";

/** `/papers save 2503.09641`: adds a paper to the caller's list. */
export const save = defineCommand({
  name: "save",
  tool: "write",
  summary: "keep a paper for yourself",
  options: { paper: paperOption },
  example: "save 2503.09641",
  answersPress: true,
  async run({ paper: typed }, context) {
    const { store, workspace, caller, now } = context;
    const paper = await findPaper(context, typed);
    const added = await store.saves.add(workspace.id, caller.id, paper.id, now());
    const said = added ? [{ text: "Saved " }, titleLink(paper)] : [titleLink(paper), { text: " was saved already" }];
    const spans = [...said, { text: ". Your list: " }, { text: "/papers saved", code: true as const }];
    return { ...savedReply(paper, true, spans), ...(await redrawnPrivately(context, paper.id)) };
  },
});

/** `/papers unsave 2503.09641`: removes a paper from the caller's list. */
export const unsave = defineCommand({
  name: "unsave",
  tool: "write",
  summary: "take a paper off your list",
  options: { paper: paperOption },
  example: "unsave 2503.09641",
  answersPress: true,
  async run({ paper: typed }, context) {
    const { store, workspace, caller } = context;
    const paper = await findPaper(context, typed);
    const removed = await store.saves.remove(workspace.id, caller.id, paper.id);
    const spans = [titleLink(paper), { text: removed ? " is off your list." : " was not on your list." }];
    return { ...savedReply(paper, false, spans), ...(await redrawnPrivately(context, paper.id)) };
  },
});

/** `/papers saved`: the caller's list, newest first. */
export const saved = defineCommand({
  name: "saved",
  tool: "read",
  summary: "the papers you saved, newest first",
  options: { limit: limit.default(100).describe("a number of papers, 1 to 100") },
  example: "saved",
  async run({ limit: most }, context) {
    const ids = await context.store.saves.list(context.workspace.id, context.caller.id);
    return paperListReply(context, {
      title: ids.length > 0 ? `Saved by you · ${countOf(ids.length, "paper")}` : "Saved by you",
      intro: [],
      hits: ids.map((id) => ({ id, matched: null })),
      total: ids.length,
      limit: most,
      empty: [
        { text: "You have saved nothing yet. Press Save on a paper, or type " },
        { text: "/papers save 2503.09641", code: true },
        { text: "." },
      ],
    });
  },
});

const savedReply = (paper: Paper, isSaved: boolean, spans: Span[]) => ({
  visibility: "caller" as const,
  message: textMessage(...spans),
  json: { paper: { id: paper.id, title: paper.title }, saved: isSaved },
});
