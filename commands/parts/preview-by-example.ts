import type { Context } from "../../src/core/command/define.ts";
import { dayTyped } from "../../src/core/command/days.ts";
import type { Reply } from "../../src/core/command/reply.ts";
import { titleText } from "../../src/core/cards/paper-block.ts";
import { dayIn } from "../../src/core/messages/dates.ts";
import { textMessage } from "../../src/core/messages/message.ts";
import { paperJson } from "../../src/core/papers/paper-json.ts";
import { type ChosenPaper, dayByExample } from "../../src/core/roundups/by-example.ts";
import { givenExamples } from "../../src/core/roundups/examples.ts";
import { libraryOf } from "../../src/core/roundups/library.ts";
import { listMessage } from "../../src/core/roundups/roundup-message.ts";
import { examplesTyped } from "./examples.ts";

/** What people asked a preview by example for. */
export interface ExampleRequest {
  like: string;
  date: string | undefined;
  topics: readonly string[];
  limit: number;
}

/** The papers of a day of the Daily page as examples would order them; of the newest day when none is named. */
export async function previewByExample(context: Context, request: ExampleRequest): Promise<Reply> {
  const { store, now } = context;
  const examples = await examplesTyped(context, request.like);
  const until = request.date === undefined ? dayIn(now(), "UTC") : dayTyped("date", request.date, now());
  const newest = await store.listings.newestDay(until);
  const day = request.date === undefined ? newest : until;
  const chosen = day === null ? [] : await dayByExample(libraryOf(store), givenExamples(examples), day, request);
  if (day === null || chosen.length === 0)
    return {
      visibility: "caller",
      message: textMessage(`No paper of ${day ?? "any day"} is here to choose from. Try another \`date\`.`),
      json: { papers: [], total: 0 },
    };
  const candidates = await withReasons(context, chosen);
  const [shown, rest] = [candidates.slice(0, request.limit), candidates.slice(request.limit)];
  const setting = {
    topics: request.topics,
    of: "new" as const,
    slot: day,
    next: null,
    delivery: null,
    number: null,
    notes: ["Chosen by example."],
    hint: false,
  };
  return {
    visibility: "caller",
    message: listMessage({ chosen: shown, rest, lookedAt: candidates.length }, setting),
    json: {
      papers: shown.map(({ paper, votes, reason }) => paperJson(paper, votes, undefined, reason)),
      total: candidates.length,
    },
  };
}

async function withReasons({ store, workspace }: Context, chosen: readonly ChosenPaper[]) {
  const votes = await store.votes.tallies(
    workspace.id,
    chosen.map(({ paper }) => paper.id),
  );
  const liked = await store.papers.many([...new Set(chosen.flatMap(({ because }) => because ?? []))]);
  const titles = new Map(liked.map((paper) => [paper.id, titleText(paper)]));
  return chosen.map(({ paper, because, outside }) => ({
    paper,
    votes: votes.get(paper.id) ?? 0,
    matched: [],
    match: 0,
    reason: {
      because: because === null ? null : { paper: because, title: titles.get(because) ?? "", permalink: null },
      outside,
    },
  }));
}
