import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { textMessage } from "../../../src/core/messages/message.ts";
import { paperFacts, type PaperFacts } from "../../../src/core/papers/paper.ts";
import { compose, type Past } from "../../../src/core/roundups/compose.ts";
import { libraryOf, type RoundupRequest } from "../../../src/core/roundups/library.ts";
import { temporaryStore, type TemporaryStore } from "../../support/temporary-store.ts";

let kept: TemporaryStore;
let workspaceId: number;
beforeEach(async () => {
  kept = await temporaryStore();
  workspaceId = (await kept.store.workspaces.ensure({ platform: "slack", workspace: "W1" })).id;
});
afterEach(() => kept.remove());

const setUp = new Date("2026-11-16T08:00:00Z");
const now = new Date("2026-11-19T09:00:00Z");
const yesterday = new Date("2026-11-18T09:00:00Z");
const first: Past = { lookedUntil: null, leftOver: new Set() };
const after = (lookedUntil: Date, ...leftOver: string[]): Past => ({ lookedUntil, leftOver: new Set(leftOver) });

/** Saves a paper that the library first hears of at an instant; its id. */
async function heardOf(at: Date, facts: Partial<PaperFacts> & { title: string }): Promise<string> {
  const [saved] = await kept.store.papers.save(
    [paperFacts({ origin: "arxiv", publishedAt: "2026-11-18", ...facts })],
    at,
  );
  return saved?.id ?? "";
}
const listed = (title: string, day: string, more: Partial<PaperFacts> = {}) =>
  heardOf(new Date(`${day}T08:00:00Z`), { title, listedOn: [day], ...more });
const vote = (paper: string, member = "anna", at = now) => kept.store.votes.toggle(workspaceId, member, paper, at);

const request = (terms: Partial<RoundupRequest> = {}): RoundupRequest => ({
  workspaceId,
  channel: "C1",
  to: "here",
  madeBy: null,
  topics: [],
  exclude: [],
  like: [],
  of: "new",
  limit: 5,
  minvotes: 0,
  createdAt: setUp,
  baselineDay: null,
  ...terms,
});
const roundup = (terms: Partial<RoundupRequest> = {}, past = first) =>
  compose(libraryOf(kept.store), request(terms), past, now);
const chosen = async (terms: Partial<RoundupRequest> = {}, past = first) =>
  (await roundup(terms, past)).chosen.map(({ paper }) => paper.title);

describe("a roundup of the Daily Papers", () => {
  it("holds the pages since the day it was set up, and none before", async () => {
    await listed("Too old", "2026-11-13");
    await listed("First day", "2026-11-16");
    await listed("Today", "2026-11-19");
    await heardOf(now, { title: "Never listed", publishedAt: "2026-11-19" });
    expect((await chosen({ baselineDay: "2026-11-16" })).toSorted()).toEqual(["First day", "Today"]);
  });

  it("looks once more at the page before its window, which was still filling, and no further", async () => {
    await listed("Two pages back", "2026-11-16");
    await listed("Came late to yesterday's page", "2026-11-17");
    await listed("Today", "2026-11-19");
    expect(await chosen({ baselineDay: "2026-11-10" }, after(yesterday))).toEqual([
      "Today",
      "Came late to yesterday's page",
    ]);
  });

  it("reaches back a month at most, however long the bot was away", async () => {
    await listed("Five weeks ago", "2026-10-14");
    await listed("Four weeks ago", "2026-10-22");
    const long = after(new Date("2026-09-01T09:00:00Z"));
    expect(await chosen({ createdAt: new Date("2026-08-01T09:00:00Z") }, long)).toEqual(["Four weeks ago"]);
  });
});

describe("a roundup of a topic", () => {
  const gan = { topics: ["gan"] };

  it("holds what came into the library since the last one, and says what matched", async () => {
    await heardOf(new Date("2026-11-18T08:00:00Z"), { title: "An early GAN", publishedAt: "2026-11-17" });
    await heardOf(now, { title: "A late GAN", publishedAt: "2026-11-18" });
    await heardOf(now, { title: "A late transformer", publishedAt: "2026-11-18" });
    const { chosen: papers } = await roundup(gan, after(yesterday));
    expect(papers.map(({ paper }) => paper.title)).toEqual(["A late GAN"]);
    expect(papers[0]?.matched.join(" ")).toMatch(/gan/i);
  });

  it("misses nothing that was being saved while the last one was composed", async () => {
    const minutesBefore = (minutes: number) => new Date(yesterday.getTime() - minutes * 60_000);
    await heardOf(minutesBefore(9), { title: "Nine minutes before a GAN" });
    await heardOf(minutesBefore(11), { title: "Eleven minutes before a GAN" });
    expect(await chosen(gan, after(yesterday))).toEqual(["Nine minutes before a GAN"]);
  });

  it("takes nothing for news that is two weeks older than its window, however lately the library heard of it", async () => {
    await heardOf(now, { title: "A GAN of thirteen days before", publishedAt: "2026-11-05" });
    await heardOf(now, { title: "A GAN of fifteen days before", publishedAt: "2026-11-03" });
    expect(await chosen(gan, after(yesterday))).toEqual(["A GAN of thirteen days before"]);
  });

  it("opens with what is newest on the day it is set up, though it was there before", async () => {
    const before = new Date("2026-11-16T07:00:00Z");
    await heardOf(before, { title: "A GAN of that day", publishedAt: "2026-11-16" });
    await heardOf(before, { title: "A GAN of the day before", publishedAt: "2026-11-15" });
    expect(await chosen({ ...gan, baselineDay: "2026-11-16" })).toEqual(["A GAN of that day"]);
  });

  it("leaves out what also matches a topic it excludes", async () => {
    await heardOf(now, { title: "A GAN" });
    await heardOf(now, { title: "A survey of GAN training" });
    expect(await chosen({ ...gan, exclude: ["survey"] }, after(yesterday))).toEqual(["A GAN"]);
  });

  it("leaves out what was withdrawn", async () => {
    await heardOf(now, { title: "A withdrawn GAN", withdrawn: true });
    expect(await chosen(gan, after(yesterday))).toEqual([]);
  });

  it("counts every paper that came in, matching or not", async () => {
    await heardOf(now, { title: "A GAN" });
    await heardOf(now, { title: "A transformer" });
    await heardOf(setUp, { title: "An old transformer" });
    expect((await roundup(gan, after(yesterday))).lookedAt).toBe(2);
  });
});

describe("what a channel has had", () => {
  const post = (paper: string, channel: string) => {
    const where = { platform: "slack", workspace: "W1", channel, thread: null, message: `m${paper}` } as const;
    return kept.store.posts.record(workspaceId, where, [paper], textMessage("A roundup"), yesterday);
  };

  it("never comes again, not even with votes; another channel's does", async () => {
    const here = await listed("Posted here", "2026-11-19");
    const there = await listed("Posted there", "2026-11-19");
    await post(here, "C1");
    await post(there, "C2");
    await vote(here);
    expect(await chosen({ baselineDay: "2026-11-19" })).toEqual(["Posted there"]);
  });

  it("is left over only until somebody votes for it", async () => {
    const left = await listed("Left over", "2026-11-19");
    const voted = await listed("Left over and voted for", "2026-11-19");
    await vote(voted);
    expect(await chosen({ baselineDay: "2026-11-19" }, after(yesterday, left, voted))).toEqual([
      "Left over and voted for",
    ]);
  });
});

describe("votes and submissions", () => {
  it("bring an older paper, voted for since the subscription began", async () => {
    const old = await heardOf(setUp, { title: "An old GAN", publishedAt: "2019-01-01" });
    const forgotten = await heardOf(setUp, { title: "A GAN voted for long ago", publishedAt: "2019-01-01" });
    await heardOf(setUp, { title: "An old GAN nobody voted for", publishedAt: "2019-01-01" });
    await vote(old, "anna", yesterday);
    await vote(forgotten, "anna", new Date("2026-11-15T09:00:00Z"));
    expect(await chosen({ topics: ["gan"] }, after(yesterday))).toEqual(["An old GAN"]);
  });

  it("of another workspace bring nothing", async () => {
    const old = await heardOf(setUp, { title: "An old GAN", publishedAt: "2019-01-01" });
    const other = await kept.store.workspaces.ensure({ platform: "slack", workspace: "W2" });
    await kept.store.votes.toggle(other.id, "bert", old, now);
    expect(await chosen({ topics: ["gan"] }, after(yesterday))).toEqual([]);
  });

  it("below `minvotes` leave a paper out, counted here alone", async () => {
    const twice = await listed("Voted for twice", "2026-11-19");
    const once = await listed("Voted for once", "2026-11-19");
    await listed("Not voted for", "2026-11-19", { upvotes: 900 });
    await vote(twice, "anna");
    await vote(twice, "bert");
    await vote(once);
    const terms = { baselineDay: "2026-11-19" };
    expect(await chosen({ ...terms, minvotes: 2 })).toEqual(["Voted for twice"]);
    expect(await chosen({ ...terms, minvotes: 1 })).toEqual(["Voted for twice", "Voted for once"]);
    const { chosen: papers, rest } = await roundup({ ...terms, minvotes: 1, limit: 1 });
    expect([papers, rest].map((each) => each.map(({ votes }) => votes))).toEqual([[2], [1]]);
  });

  it("bring a submitted paper, and who submitted it", async () => {
    const paper = await heardOf(setUp, { title: "A GAN from a colleague", publishedAt: "2019-01-01" });
    await kept.store.submissions.add(workspaceId, "cleo", paper, now);
    const { chosen: papers } = await roundup({ topics: ["gan"] }, after(yesterday));
    expect(papers).toMatchObject([{ paper: { title: "A GAN from a colleague" }, submittedBy: "cleo" }]);
  });

  it("make `of: top`: what was voted for since the last one, most votes first, posted or not", async () => {
    const two = await listed("Two votes", "2026-11-12");
    const one = await listed("One vote", "2026-11-19", { upvotes: 900 });
    const before = await listed("Voted for before the last one", "2026-11-19");
    await listed("No votes", "2026-11-19", { upvotes: 900 });
    await vote(two, "anna");
    await vote(two, "bert");
    await vote(one);
    await vote(before, "anna", new Date("2026-11-17T09:00:00Z"));
    const where = { platform: "slack", workspace: "W1", channel: "C1", thread: null, message: "m1" } as const;
    await kept.store.posts.record(workspaceId, where, [two], textMessage("A roundup"), yesterday);
    expect(await chosen({ of: "top" }, after(yesterday))).toEqual(["Two votes", "One vote"]);
  });
});

it("what does not fit is left over, in order", async () => {
  for (const upvotes of [1, 2, 3]) await listed(`Paper with ${upvotes}`, "2026-11-19", { upvotes });
  const { chosen: papers, rest } = await roundup({ baselineDay: "2026-11-19", limit: 2 });
  expect(papers.map(({ paper }) => paper.upvotes)).toEqual([3, 2]);
  expect(rest.map(({ paper }) => paper.upvotes)).toEqual([1]);
});
