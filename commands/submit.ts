import { defineCommand } from "../src/core/command/define.ts";
import { paper as paperOption } from "../src/core/command/options.ts";
import { dayIn, shortDay } from "../src/core/messages/dates.ts";
import { type Span, textMessage } from "../src/core/messages/message.ts";
import { paperJson } from "../src/core/papers/paper-json.ts";
import type { Submission } from "../src/core/store/store.ts";
import { findPaper } from "./parts/find-paper.ts";
import { titleLink } from "./parts/say.ts";

/** `/papers submit 2503.09641`: proposes a paper for the team's next matching roundup. */
export const submit = defineCommand({
  name: "submit",
  tool: "write",
  summary: "bring a paper to your team: it is in the next roundup that matches",
  options: { paper: paperOption },
  example: "submit 2503.09641",
  async run({ paper: typed }, context) {
    const { store, workspace, caller, now } = context;
    const paper = await findPaper(context, typed);
    const submitted = await store.submissions.add(workspace.id, caller.id, paper.id, now());
    const before = (await store.submissions.of(workspace.id, [paper.id])).get(paper.id);
    const votes = (await store.votes.tallies(workspace.id, [paper.id])).get(paper.id) ?? 0;
    const said: Span[] =
      submitted || !before
        ? [{ text: " is in the next roundup that matches it, as submitted by you." }]
        : alreadySubmitted(before, caller.id, now());
    return {
      visibility: "caller",
      message: textMessage(titleLink(paper), ...said),
      json: { paper: paperJson(paper, votes), submitted },
    };
  },
});

function alreadySubmitted({ member, at }: Submission, caller: string, now: Date): Span[] {
  const who: Span = member === null || member === caller ? { text: member ? "you" : "somebody" } : { member };
  return [{ text: " was submitted by " }, who, { text: ` on ${shortDay(dayIn(at, "UTC"), now)} already.` }];
}
