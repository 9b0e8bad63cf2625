import * as z from "zod";
import { defineCommand } from "../src/core/command/define.ts";
import type { Reply } from "../src/core/command/reply.ts";
import { type Message, noteBlock } from "../src/core/messages/message.ts";
import { redrawn } from "./parts/pressed.ts";
import { buttonGone } from "./parts/stored-reply.ts";

/** Shown once per workspace, with its first vote. */
const whatVotesDo = noteBlock(
  "Your vote counts. Your team's votes decide what comes first here and in roundups; ▲ again takes it back.",
);

/** Shown if the pressed message cannot be redrawn: it is in a channel that the bot is not a member of. */
const counted = (title: string, voted: boolean, votes: number) =>
  noteBlock(voted ? "You voted for " : "You took your vote back from ", { text: title, bold: true }, `. ▲ ${votes}`);

/** The ▲ button: sets the caller's vote or takes it back. */
export const vote = defineCommand({
  name: "vote",
  tool: "write",
  summary: "vote for a paper, or take the vote back",
  options: {
    paper: z.string().describe("a paper's number"),
    only: z.enum(["set"]).optional().describe("set: a vote that stands is not taken back"),
  },
  example: "top",
  reach: "button",
  answersPress: true,
  async run({ paper: id, only }, context): Promise<Reply> {
    const { store, workspace, caller, channel, message: pressed, now } = context;
    const paper = await store.papers.get(id);
    if (!paper) throw buttonGone();
    const toggle = () => store.votes.toggle(workspace.id, caller.id, paper.id, now());
    const toggled = await toggle();
    const { voted, votes } = only === "set" && !toggled.voted ? await toggle() : toggled;
    await store.posts.markStale(workspace.id, paper.id, now());
    const hint = voted && (await store.workspaces.firstTime(workspace.id, "votes")) ? [whatVotesDo] : [];
    const place = await redrawn(context, paper.id);
    const said = place || !channel || !pressed ? [] : [counted(paper.title, voted, votes)];
    return {
      visibility: "caller",
      ...place,
      message: withNotes(place?.message ?? null, [...said, ...hint]),
      json: { paper: paper.id, voted, votes },
    };
  },
});

const withNotes = (message: Message | null, notes: Message["blocks"]): Message | null =>
  notes.length === 0 ? message : { title: "", footer: [], ...message, blocks: [...(message?.blocks ?? []), ...notes] };
