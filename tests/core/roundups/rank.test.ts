import { describe, expect, it } from "vitest";
import { paperFacts, type Paper, type PaperFacts } from "../../../src/core/papers/paper.ts";
import { type Candidate, rankByVotes, rankByScore, score } from "../../../src/core/roundups/rank.ts";

const now = new Date("2026-11-23T09:00:00Z");
let papers = 0;
const candidate = (facts: Partial<PaperFacts>, more: Partial<Candidate> = {}): Candidate => {
  const paper: Paper = {
    ...paperFacts({ origin: "arxiv", title: "A paper", ...facts }),
    id: `p${++papers}`,
    addedAt: now,
    sample: false,
  };
  return { paper, matched: [], match: 0, votes: 0, ...more };
};

describe("a roundup's order", () => {
  it.each([
    ["nothing known", candidate({}), 0],
    ["one vote", candidate({}, { votes: 1 }), 4],
    ["three votes", candidate({}, { votes: 3 }), 8],
    ["15 upvotes", candidate({ upvotes: 15 }), 1],
    ["upvotes count to 2", candidate({ upvotes: 100_000 }), 2],
    ["the best match", candidate({}, { match: 1 }), 1],
    ["published now", candidate({ publishedAt: "2026-11-23" }), 0.96],
    ["a week old", candidate({ publishedAt: "2026-11-16" }), 0.48],
    ["listed counts before published", candidate({ publishedAt: "2020-01-01", listedOn: ["2026-11-16"] }), 0.48],
    ["dates in the future say nothing", candidate({ publishedAt: "9999-01-01" }), 0],
    ["garbage says nothing", candidate({ publishedAt: "soon" }), 0],
  ])("%s", (_what, one, expected) => expect(score(one, now)).toBeCloseTo(expected, 1));

  it("puts an older paper with a vote before everything without one", () => {
    const voted = candidate({ publishedAt: "2019-01-01" }, { votes: 1 });
    const best = candidate({ publishedAt: "2026-11-23", upvotes: 500 }, { match: 0.99 });
    expect(rankByScore([best, voted], now)).toEqual([voted, best]);
  });

  it("does not depend on the order of arrival", () => {
    const all = [candidate({ upvotes: 3 }), candidate({ upvotes: 3 }), candidate({ upvotes: 4 }), candidate({})];
    expect(rankByScore(all.toReversed(), now)).toEqual(rankByScore(all, now));
    expect(rankByVotes(all.toReversed())).toEqual(rankByVotes(all));
  });
});
