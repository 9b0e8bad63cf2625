import { spansText } from "../../../src/core/messages/plain-text.ts";
import { pino } from "pino";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { ReactionEvent } from "../../../src/core/adapter.ts";
import type { PostRef } from "../../../src/core/platform.ts";
import { createRefresh } from "../../../src/core/delivery/refresh.ts";
import type { Message, PaperBlock } from "../../../src/core/messages/message.ts";
import { paperFacts } from "../../../src/core/papers/paper.ts";
import type { Post, Workspace } from "../../../src/core/store/store.ts";
import { createVoting, type Voting } from "../../../src/core/votes/votes.ts";
import { type FakeAdapter, fakeAdapter } from "../../support/fake-adapter.ts";
import { temporaryStore, type TemporaryStore } from "../../support/temporary-store.ts";

const log = pino({ level: "silent" });
const start = new Date("2025-11-07T09:00:00Z");

let kept: TemporaryStore;
let adapter: FakeAdapter;
let votes: Voting;
let here: Workspace;
let at: Date;
let a: string;
let b: string;
let card: Post;
let list: Post;
/** Members by emoji, as the platform lists them, by message. */
let listed: Map<string, Map<string, string[]> | null>;

const block = (paper: string, number: number | null): PaperBlock => ({
  kind: "paper",
  paper,
  size: number === null ? "card" : "list",
  number,
  title: { text: paper },
  facts: [],
  summary: [],
  why: [{ text: "matched: gan" }],
  picture: null,
  votes: 0,
  actions: [{ role: "vote", label: "▲", call: `v1:vote:paper=${paper}` }],
});
const message = (...blocks: PaperBlock[]): Message => ({ title: "", blocks, footer: [] });
const now = () => at;
const later = (seconds: number) => (at = new Date(at.getTime() + seconds * 1000));
const record = (id: string, drawn: Message, papers: string[], workspace = here) =>
  kept.store.posts.record(workspace.id, { ...workspace, channel: "C1", thread: null, message: id }, papers, drawn, at);
const reaction = (post: PostRef, member: string, emoji: string, added = true): ReactionEvent => ({
  platform: post.platform,
  workspace: post.workspace,
  channel: post.channel,
  message: post.message,
  member,
  emoji,
  added,
  at: now(),
  isBot: async () => false,
});
const react = (post: PostRef, member: string, emoji: string, added = true) =>
  votes.recordReaction(reaction(post, member, emoji, added));
const tally = async (paper: string, workspace = here) =>
  (await kept.store.votes.tallies(workspace.id, [paper])).get(paper) ?? 0;

beforeEach(async () => {
  at = start;
  kept = await temporaryStore();
  adapter = fakeAdapter("slack", now);
  listed = new Map();
  adapter.reactionsOf = async ({ message: id }) => listed.get(id) ?? null;
  votes = createVoting({
    store: kept.store,
    adapters: new Map([["slack", adapter]]),
    log,
    now,
    wait: async (ms) => later(ms / 1000),
  });
  here = await kept.store.workspaces.ensure({ platform: "slack", workspace: "T1" });
  const saved = await kept.store.papers.save(
    ["A paper", "B paper"].map((title) => paperFacts({ origin: "page", title })),
    at,
  );
  [a = "", b = ""] = saved.map(({ id }) => id);
  card = await record("1.1", message(block(a, null)), [a]);
  list = await record("2.2", message(block(b, 1), block(a, 2)), [b, a]);
});
afterEach(async () => {
  await votes.stop();
  await kept.remove();
});

describe("a reaction", () => {
  it("votes once however it is given, and until the last of it is taken back", async () => {
    await react(card, "U1", "+1");
    await react(card, "U1", "+1::skin-tone-3");
    await react(list, "U1", "two");
    await kept.store.votes.toggle(here.id, "U1", a, at);
    expect(await tally(a)).toBe(1);
    await react(card, "U1", "+1", false);
    await react(list, "U1", "two", false);
    await kept.store.votes.toggle(here.id, "U1", a, at);
    expect(await tally(a)).toBe(1);
    await react(card, "U1", "+1::skin-tone-3", false);
    expect(await tally(a)).toBe(0);
  });

  it("counts once when it is told four times", async () => {
    await Promise.all([1, 2, 3, 4].map(() => react(card, "U1", "fire")));
    expect(await tally(a)).toBe(1);
    await Promise.all([1, 2, 3, 4].map(() => react(card, "U1", "fire", false)));
    expect(await tally(a)).toBe(0);
  });

  it("of a bot, on something else, or after the message was deleted means nothing", async () => {
    await votes.recordReaction({ ...reaction(card, "B1", "+1"), isBot: async () => true });
    await react({ ...card, message: "9.9" }, "U1", "+1");
    await react({ ...card, workspace: "T2" }, "U1", "+1");
    await react(card, "U1", "eyes");
    await kept.store.posts.gone(card.id, at);
    await react(card, "U1", "+1");
    expect(await tally(a)).toBe(0);
  });

  it("counts with the workspace's own emoji, and can be taken back when it no longer does", async () => {
    await react(card, "U1", "tada");
    await kept.store.settings.set(here.id, "emoji", ":tada:");
    await react(card, "U2", "tada");
    expect(await tally(a)).toBe(1);
    await kept.store.settings.set(here.id, "emoji", "");
    await react(card, "U2", "tada", false);
    expect(await tally(a)).toBe(0);
  });

  it("stays in its workspace", async () => {
    const there = await kept.store.workspaces.ensure({ platform: "discord", workspace: "T1" });
    const other = await record("1.1", message(block(a, null)), [a], there);
    await react(other, "U1", "👍🏽");
    await react(card, "U2", "+1");
    await react(card, "U3", "+1");
    expect([await tally(a, there), await tally(a)]).toEqual([1, 2]);
  });

  it("is gone when all reactions of a message are, or all of its emoji", async () => {
    await react(card, "U1", "fire");
    await react(card, "U2", "heart");
    const { platform, workspace, channel, message: id } = card;
    await votes.clearReactions({ platform, workspace, channel, message: id, emoji: "fire", at });
    expect(await tally(a)).toBe(1);
    await votes.clearReactions({ platform, workspace, channel, message: id, emoji: null, at });
    expect(await tally(a)).toBe(0);
  });
});

describe("reading back", () => {
  it("makes the votes what the platform lists, with the button marks", async () => {
    await react(card, "U1", "+1");
    await kept.store.votes.toggle(here.id, "U9", a, at);
    listed.set(
      "1.1",
      new Map([
        ["heart", ["U2", "U3"]],
        ["eyes", ["U4"]],
      ]),
    );
    listed.set(
      "2.2",
      new Map([
        ["one", ["U2"]],
        ["two", ["U2", "U5"]],
      ]),
    );
    later(1);
    await votes.reconcile();
    expect([await tally(a), await tally(b)]).toEqual([4, 1]);
    expect((await kept.store.posts.stale(at, 10)).map(({ id }) => id)).toEqual([card.id, list.id]);
  });

  it("leaves posts of more than seven days, deleted ones and those of platforms not asked or not connected alone", async () => {
    await react(card, "U1", "+1");
    await react(list, "U1", "one");
    listed.set("1.1", null);
    listed.set("2.2", new Map());
    await votes.reconcile("discord");
    adapter.health = () => ({ connected: false, detail: "" });
    await votes.reconcile();
    adapter.health = () => ({ connected: true, detail: "" });
    expect([await tally(a), await tally(b)]).toEqual([1, 1]);
    later(7 * 86_400 + 1);
    await votes.reconcile("slack");
    expect([await tally(a), await tally(b)]).toEqual([1, 1]);
  });

  it("reads posts of almost seven days", async () => {
    await react(list, "U1", "one");
    expect(await tally(b)).toBe(1);
    listed.set("2.2", new Map());
    later(7 * 86_400 - 1);
    await votes.reconcile();
    expect(await tally(b)).toBe(0);
  });

  it("brings back nothing that the platform removed while it answered", async () => {
    await react(card, "U1", "+1");
    await react(card, "U1", "fire");
    adapter.reactionsOf = async ({ message: id }) => {
      if (id !== "1.1") return new Map();
      await votes.clearReactions({ ...card, emoji: "+1", at });
      return new Map([
        ["+1", ["U1"]],
        ["fire", ["U1"]],
      ]);
    };
    await votes.reconcile();
    expect((await kept.store.votes.marksOn(card.id)).map(({ emoji }) => emoji)).toEqual(["fire"]);
  });

  it("takes its time with each workspace, and leaves one that fails twice for the next time", async () => {
    const asked: [string, number][] = [];
    adapter.reactionsOf = async ({ workspace, message: id }) => {
      asked.push([workspace + id, at.getTime() - start.getTime()]);
      if (workspace === "T2") throw new Error("token_revoked");
      return new Map();
    };
    const there = await kept.store.workspaces.ensure({ platform: "slack", workspace: "T2" });
    for (const id of ["1.1", "2.2", "3.3", "4.4"]) await record(id, message(block(a, null)), [a], there);
    await votes.reconcile();
    expect(asked.map(([what]) => what)).toEqual(["T11.1", "T12.2", "T21.1", "T22.2"]);
    expect(asked.map(([, ms]) => ms)).toEqual([0, 1300, 1300, 2600]);
  });

  it("does not undo what happens while the platform answers", async () => {
    await react(card, "U1", "+1");
    await react(card, "U2", "+1");
    adapter.reactionsOf = async ({ message: id }) => {
      if (id !== "1.1") return new Map();
      const answer = new Map([["+1", ["U1", "U2"]]]);
      await react(card, "U2", "+1", false);
      await react(card, "U3", "+1");
      return answer;
    };
    await votes.reconcile();
    expect(await kept.store.votes.votedBy(here.id, "U3", [a])).toEqual(new Set([a]));
    expect(await tally(a)).toBe(2);
  });

  it("brings back nothing of a member who had themselves erased, but counts what they do afterwards", async () => {
    listed.set("1.1", new Map([["+1", ["U1", "U2"]]]));
    await votes.reconcile();
    await kept.store.members.erase(here.id, "U1", later(60));
    await votes.reconcile();
    expect(await tally(a)).toBe(1);
    await react(card, "U1", "fire");
    listed.set(
      "1.1",
      new Map([
        ["+1", ["U1", "U2"]],
        ["fire", ["U1"]],
      ]),
    );
    await votes.reconcile();
    const standing = await kept.store.votes.marksOn(card.id);
    expect(standing.map(({ member, emoji }) => `${member} ${emoji}`).sort()).toEqual(["U1 fire", "U2 +1"]);
    later(60);
    const young = await record("3.3", message(block(b, null)), [b]);
    listed.set(young.message, new Map([["+1", ["U1"]]]));
    await votes.reconcile();
    expect(await tally(b)).toBe(1);
  });
});

describe("redrawing", () => {
  let edits: { message: string; label: string; votes: string; at: number }[];
  const told = (drawn: Message) => {
    const [first] = drawn.blocks;
    const why = first?.kind === "paper" ? spansText(first.why) : "";
    return { label: first?.kind === "paper" ? (first.actions[0]?.label ?? "") : "", votes: why };
  };
  const refresh = () => createRefresh({ store: kept.store, adapters: new Map([["slack", adapter]]), log, now });
  beforeEach(() => {
    edits = [];
    adapter.edit = async ({ message: id }, drawn) => {
      edits.push({ message: id, ...told(drawn), at: (at.getTime() - start.getTime()) / 1000 });
      return { status: "sent", message: id };
    };
  });

  it("shows the count wherever the paper is, and takes it back", async () => {
    await react(card, "U1", "+1");
    const redraw = refresh();
    await redraw.tick();
    later(5);
    await redraw.tick();
    expect(edits.map(({ message: id }) => id)).toEqual(["1.1", "2.2"]);
    expect(edits[0]).toMatchObject({ label: "▲ 1", votes: "matched: gan · 1 of your team voted" });
    await react(card, "U1", "+1", false);
    later(5);
    await redraw.tick();
    expect(edits[2]).toMatchObject({ message: "1.1", label: "▲", votes: "matched: gan" });
  });

  it("comes every few seconds in the first hour, then every minute, and is right in the end", async () => {
    const redraw = refresh();
    for (let second = 0; second < 2 * 3600; second++) {
      const voting = second < 60 || (second >= 3600 && second < 3700);
      if (voting && second % 2 === 0) await react(list, `U${second}`, "one");
      // Minutes after the last vote nothing is left to draw.
      const quiet = second % 3600 > 300;
      if (voting || second % (quiet ? 60 : 5) === 0) await redraw.tick();
      later(1);
    }
    const young = edits.filter((edit) => edit.message === "2.2" && edit.at < 3600);
    expect(young.length).toBeGreaterThan(10);
    expect(young.length).toBeLessThan(15);
    const old = edits.filter((edit) => edit.message === "2.2" && edit.at >= 3600);
    expect(old.map((edit) => edit.at)).toEqual([3600, 3660, 3720]);
    expect(old.at(-1)?.label).toBe("▲ 80");
  });

  it("keeps a vote that comes while the message is edited", async () => {
    await react(list, "U1", "one");
    adapter.edit = async ({ message: id }, drawn) => {
      if (edits.length === 0) await react(list, "U2", "one");
      edits.push({ message: id, ...told(drawn), at: 0 });
      return { status: "sent", message: id };
    };
    const redraw = refresh();
    await redraw.tick();
    later(5);
    await redraw.tick();
    expect(edits.map(({ label }) => label)).toEqual(["▲ 1", "▲ 2"]);
  });

  it("waits when the platform asks, tries again what was not reached, and leaves alone what is gone", async () => {
    const answers = [
      { status: "rate_limited" as const, until: new Date(start.getTime() + 60_000) },
      { status: "refused" as const, why: "unreachable" as const, detail: "" },
      { status: "ambiguous" as const, detail: "" },
      { status: "refused" as const, why: "message_gone" as const, detail: "" },
    ];
    const tried: number[] = [];
    adapter.edit = async ({ message: id }) => {
      tried.push((at.getTime() - start.getTime()) / 1000);
      return answers.shift() ?? { status: "sent", message: id };
    };
    await react(list, "U1", "one");
    const redraw = refresh();
    for (let second = 0; second < 600; second += 5) {
      await redraw.tick();
      later(5);
    }
    expect(tried).toEqual([0, 60, 120, 180]);
    expect((await kept.store.posts.get(list.id))?.goneAt).toEqual(new Date(start.getTime() + 180_000));
  });

  it("edits one message of a channel and three of a workspace at a time", async () => {
    for (let place = 0; place < 6; place++) {
      const where = { ...here, channel: `C${place + 2}`, thread: null, message: `5.${place}` };
      await kept.store.posts.record(here.id, where, [a], message(block(a, null)), at);
    }
    await kept.store.posts.markStale(here.id, a, at);
    const redraw = refresh();
    await redraw.tick();
    expect(edits).toHaveLength(3);
    for (let turn = 0; turn < 3; turn++) await redraw.tick();
    expect(new Set(edits.map((edit) => edit.message)).size).toBe(8);
    expect(edits).toHaveLength(8);
  });
});
