import { z } from "zod";
import { defineCommand } from "../src/core/command/define.ts";
import type { Reply } from "../src/core/command/reply.ts";
import type { Block } from "../src/core/messages/message.ts";
import { buttonGone, storedReply } from "./parts/stored-reply.ts";

/** Shown once per workspace, with its first vote. */
const whatVotesDo: Block = {
  kind: "note",
  spans: [
    {
      text: "Your vote counts. Your team's votes decide what comes first here and in roundups; ▲ again takes it back.",
    },
  ],
};

/** Shown if the count cannot be redrawn: the message is in a channel that the bot is not a member of. */
const counted = (title: string, voted: boolean, votes: number): Block => ({
  kind: "note",
  spans: [
    { text: voted ? "You voted for " : "You took your vote back from " },
    { text: title, bold: true },
    { text: `. ▲ ${votes}` },
  ],
});

/** The ▲ button: sets the caller's vote or takes it back. */
export const vote = defineCommand({
  name: "vote",
  summary: "vote for a paper, or take the vote back",
  options: {
    paper: z.string().describe("a paper's number"),
    reply: z.string().optional().describe("an answer's number"),
  },
  example: "top",
  reach: "button",
  async run({ paper: id, reply: from }, context): Promise<Reply> {
    const { store, workspace, caller, channel, message: pressed, now, rerun } = context;
    const paper = await store.papers.get(id);
    if (!paper) throw buttonGone();
    const { voted, votes } = await store.votes.toggle(workspace.id, caller.id, paper.id, now());
    await store.posts.markStale(workspace.id, paper.id, now());
    const json = { paper: paper.id, voted, votes };
    const hint = voted && (await store.workspaces.firstTime(workspace.id, "votes")) ? [whatVotesDo] : [];
    if (from === undefined) {
      const unknown = channel && pressed && !(await store.posts.find(workspace.id, channel.id, pressed));
      const blocks = [...(unknown ? [counted(paper.title, voted, votes)] : []), ...hint];
      const message = blocks.length > 0 ? { title: "", blocks, footer: [] } : null;
      return { visibility: "caller", message, json };
    }
    const { call, offset } = await storedReply(context, from);
    const redrawn = await rerun(call, offset, "caller");
    const message = redrawn.message && { ...redrawn.message, blocks: [...redrawn.message.blocks, ...hint] };
    return { ...redrawn, message, json, replaces: true };
  },
});
