import { tmpdir } from "node:os";
import { join } from "node:path";
import { rmSync } from "node:fs";
import Database from "better-sqlite3";
import { pino } from "pino";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { commands } from "../../commands/index.ts";
import type { CommandRequest } from "../../src/core/adapter.ts";
import { encodeButton } from "../../src/core/command/button.ts";
import type { Reply } from "../../src/core/command/reply.ts";
import { runCommand } from "../../src/core/command/run.ts";
import { papersOf } from "../../src/core/messages/message.ts";
import { plainText } from "../../src/core/messages/plain-text.ts";
import { rankByScore } from "../../src/core/roundups/rank.ts";
import type { Post } from "../../src/core/store/store.ts";
import { createVoting, type Voting } from "../../src/core/votes/votes.ts";
import { deliveryWorld, type DeliveryWorld } from "../support/delivery-world.ts";
import { fakeMember } from "../support/fake-adapter.ts";
import { noSources } from "../support/no-sources.ts";

const log = pino({ level: "silent" });
let world: DeliveryWorld;
let votes: Voting;
let fetched: (arxivId: string) => Promise<string | null>;

beforeEach(async () => {
  world = await deliveryWorld("2025-11-03T08:00:00Z");
  const adapters = new Map([["slack" as const, world.adapter]]);
  votes = createVoting({ store: world.store, adapters, log, now: () => world.now(), wait: async () => undefined });
  fetched = async () => null;
});
afterEach(async () => {
  await votes.stop();
  await world.close();
});

/** Asks as a member; `direct` is a place of their own. */
const ask = (member: string, request: string | CommandRequest, channel = "C1"): Promise<Reply> =>
  runCommand(
    {
      platform: "slack",
      workspace: "W1",
      channel: { id: channel, thread: null, direct: channel.startsWith("dm-") },
      caller: { id: member, profile: async () => fakeMember(member) },
      request: typeof request === "string" ? { kind: "words", words: request } : request,
      message: null,
    },
    {
      store: world.store,
      sources: noSources({ ask: async () => world.answers, fetchPaper: (arxivId) => fetched(arxivId) }),
      adapters: new Map([["slack", world.adapter]]),
      commands,
      log,
      now: () => world.now(),
      startedAt: world.now(),
      defaultTimezone: "UTC",
      takeAllowance: () => undefined,
      pages: null,
    },
  );
const press = (member: string, command: string, values: Record<string, string>) =>
  ask(member, { kind: "button", id: encodeButton(command, values) });
const said = async (reply: Promise<Reply>) => {
  const { message } = await reply;
  return message ? plainText(message) : "";
};
const papersIn = async (reply: Promise<Reply>) =>
  ((await reply).json as { papers: { id: string }[] }).papers.map(({ id }) => id);
const posts = () => world.store.posts.since(world.workspace.id, new Date(0));
const react = (post: Post, member: string, emoji: string) =>
  votes.recordReaction({
    ...post,
    message: post.message,
    member,
    emoji,
    added: true,
    at: world.now(),
    isBot: async () => false,
  });
const keycaps = ["one", "two", "three", "four", "five"];

describe("a week of roundups and reactions", () => {
  it("makes the week's top what the votes say, and an older paper come where the formula says", async () => {
    await world.papers({ arxivId: "2511.00001", title: "Diffusion of Sunday", upvotes: 90, listedOn: ["2025-11-02"] });
    await world.subscribe({ topics: ["diffusion"], on: "daily" });
    const wanted = new Map<string, number>();
    for (let day = 3; day <= 7; day++) {
      const date = `2025-11-0${day}`;
      world.set(`${date}T08:00:00Z`);
      const ids = await world.papers(
        ...[1, 2, 3].map((n) => ({
          arxivId: `2511.${day}000${n}`,
          title: `Diffusion ${day}.${n}`,
          upvotes: 10 * n,
          publishedAt: date,
          listedOn: [date],
        })),
      );
      await world.tickAt(`${date}T09:00:00Z`);
      const post = (await posts()).at(-1);
      expect(post?.papers).toEqual(expect.arrayContaining(ids));
      // One vote more each day, for the day's least upvoted paper.
      const least = ids[0] ?? "";
      const place = post?.papers.indexOf(least) ?? 0;
      for (let member = 0; member < day; member++) if (post) await react(post, `U${member}`, keycaps[place] ?? "");
      wanted.set(least, day);
    }
    const order = [...wanted].sort((a, b) => b[1] - a[1]).map(([paper]) => paper);
    const top = await papersIn(ask("U1", "top week"));
    expect(top.slice(0, 5)).toEqual(order);
    const rest = await world.store.papers.many(top.slice(5));
    expect(rest.map(({ upvotes }) => upvotes)).toEqual(rest.map(({ upvotes }) => upvotes).sort((a, b) => b - a));

    world.set("2025-11-07T12:00:00Z");
    await world.store.settings.set(world.workspace.id, "taste", "off");
    const [old = ""] = await world.papers({ title: "An older diffusion paper", publishedAt: "2020-01-01", upvotes: 0 });
    const fresh = await world.papers(
      ...[1, 2].map((n) => ({ title: `Fresh diffusion ${n}`, publishedAt: "2025-11-07", upvotes: 1000 * n })),
    );
    await press("U9", "vote", { paper: old });
    await world.tickAt("2025-11-08T09:00:00Z");
    const next = (await posts()).at(-1)?.papers ?? [];
    expect(new Set(next)).toEqual(new Set([old, ...fresh]));
    // The match is the place among the papers of the two weeks that a roundup looks at, the older ones behind them.
    const ofTopic = async (since: string | null) =>
      (await world.store.search.topic("diffusion", { limit: 500, since })).hits.map(({ id }) => id);
    const found = [...(await ofTopic("2025-10-24")), ...(await ofTopic(null)).filter((id) => id === old)];
    const candidates = (await world.store.papers.many(next)).map((paper) => ({
      paper,
      matched: [],
      match: 1 - found.indexOf(paper.id) / found.length,
      votes: paper.id === old ? 1 : 0,
    }));
    expect(next).toEqual(rankByScore(candidates, world.now()).map(({ paper }) => paper.id));
    expect(next[0]).toBe(old);
  });
});

describe("a submitted paper", () => {
  it("is in the next roundup that matches, with the name of who brought it, and in no other", async () => {
    await world.subscribe({ topics: ["diffusion"], channel: "C1" });
    await world.subscribe({ topics: ["gan"], channel: "C2" });
    fetched = async () =>
      (await world.papers({ arxivId: "1912.04958", title: "Diffusion of old", publishedAt: "2019-12-03" }))[0] ?? null;
    const reply = await ask("U7", "submit https://arxiv.org/abs/1912.04958");
    expect(reply.message && plainText(reply.message)).toBe(
      "Diffusion of old is in the next roundup that matches it, as submitted by you.",
    );
    expect(await said(ask("U8", "submit 1912.04958"))).toContain("was submitted by @U7 on Mon 3 Nov already");
    await world.tickAt("2025-11-03T09:00:00Z");
    const [roundup, ...others] = (await posts()).filter(({ papers }) => papers.length > 0);
    expect(others).toEqual([]);
    expect(roundup?.channel).toBe("C1");
    expect(roundup && plainText(roundup.drawn)).toContain("submitted by @U7");
    expect(await said(ask("U2", "show 1912.04958"))).toMatch(/Posted here on Mon 3 Nov, submitted by @U7\./);
    await world.tickAt("2025-11-04T09:00:00Z");
    expect((await posts()).filter(({ papers }) => papers.length > 0)).toHaveLength(1);
  });

  it("that nobody knows is refused with what to do", async () => {
    expect(await said(ask("U1", "submit 2511.99999"))).toContain("Nobody knows a paper 2511.99999");
  });
});

describe("what the team has had", () => {
  it("is told with day, place and votes, and who saved it only to them", async () => {
    const [paper = ""] = await world.papers({ arxivId: "2511.00001", title: "Diffusion one" });
    await world.store.posts.record(
      world.workspace.id,
      { ...world.workspace, channel: "C9", thread: null, message: "9.9" },
      [paper],
      { title: "", blocks: [], footer: [] },
      world.now(),
    );
    await press("U1", "vote", { paper });
    await ask("U1", "save 2511.00001");
    const shown = await ask("U1", "show 2511.00001");
    expect(shown.message && plainText(shown.message)).toContain("Posted in #C9 on Mon 3 Nov, 1 vote. You saved it.");
    expect(JSON.stringify(shown.message)).toContain("https://chat.example/C9/9.9");
    expect(await said(ask("U2", "show 2511.00001"))).not.toContain("saved");
    const found = await ask("U2", { kind: "button", id: "v1:find:links=https%3A%2F%2Farxiv.org%2Fabs%2F2511.00001" });
    expect(found.message && plainText(found.message)).toMatch(/posted in #C9 on Mon 3 Nov · 1 of your team voted/);
  });

  it("in somebody's own direct messages is nobody else's business", async () => {
    const [paper = ""] = await world.papers({ arxivId: "2511.00001", title: "Diffusion one" });
    await world.subscribe({ topics: ["diffusion"], channel: "dm-U1", madeBy: "U1", to: "dm" });
    const own = { ...world.workspace, channel: "dm-U1", thread: null, message: "7.7" };
    await world.store.posts.record(
      world.workspace.id,
      own,
      [paper],
      { title: "", blocks: [], footer: [] },
      world.now(),
    );
    expect(await said(ask("U2", "show 2511.00001"))).not.toContain("Posted");
    expect(await said(ask("U1", "show 2511.00001", "dm-U1"))).toContain("Posted here");
  });
});

describe("a vote by button", () => {
  it("says once what it does, where somebody votes first", async () => {
    const [paper = ""] = await world.papers({ title: "Diffusion one" });
    expect(await said(press("U1", "vote", { paper }))).toContain("▲ again takes it back");
    expect(await said(press("U1", "vote", { paper }))).toBe("");
    expect(await said(press("U2", "vote", { paper }))).toBe("");
  });
});

describe("export", () => {
  it("hands over the saved list, a topic, a period's top or one paper", async () => {
    await world.papers(
      { arxivId: "2511.00001", title: "Diffusion one", upvotes: 2, listedOn: ["2025-11-02"] },
      { arxivId: "2511.00002", title: "GAN two", upvotes: 1, listedOn: ["2025-11-02"] },
    );
    await ask("U1", "save 2511.00001");
    const file = async (words: string) => (await ask("U1", words)).file;
    expect(await file("export")).toMatchObject({ name: "papers-saved.bib", mediaType: "application/x-bibtex" });
    expect((await file("export"))?.text.match(/eprint/g)).toHaveLength(1);
    expect((await file("export topic gan format:ris"))?.text).toContain("TI  - GAN two\r\n");
    expect((await file("export top week format:csv"))?.text.trim().split("\n")).toHaveLength(3);
    expect((await file("export 2511.00002 format:csl"))?.name).toBe("papers-2511.00002.json");
    expect((await ask("U1", "export format:jsonl")).json).toMatchObject({ format: "jsonl", total: 1 });
  });

  it.each([
    ["export", "You have saved nothing yet."],
    ["export top fortnight", "`top` takes day, week, month, year, all; got `fortnight`."],
    ["export topic", "Say which topic: `export topic gan`."],
    ["export topic gan", "There is no paper in `topic gan` to export."],
    ["export topic gan limit:500", "`limit` takes a number of papers, 1 to 100; got `500`."],
    ["export format:pdf", "`format` takes bibtex, ris, csl, csv or jsonl; got `pdf`."],
  ])("says what is wrong with %s", async (words, text) => {
    expect((await said(ask("U2", words))).replaceAll("`", "")).toContain(text.replaceAll("`", ""));
  });
});

/** Every cell of every table that holds a text. The search index is virtual: tables of its own hold what it has. */
async function cellsWith(text: string): Promise<string[]> {
  const copy = join(tmpdir(), `papers-copy-${process.pid}-${Math.random()}.db`);
  await world.store.backup(copy);
  const db = new Database(copy, { readonly: true });
  const tables = db.prepare("select name from pragma_table_list where type <> 'virtual'").pluck().all() as string[];
  const found = tables.flatMap((table) =>
    (db.prepare(`select * from "${table}"`).all() as Record<string, unknown>[]).flatMap((row) =>
      Object.entries(row)
        .filter(
          ([, value]) => Buffer.from(String(value)).includes(text) || (Buffer.isBuffer(value) && value.includes(text)),
        )
        .map(([column]) => `${table}.${column}`),
    ),
  );
  db.close();
  rmSync(copy);
  return [...new Set(found)].sort();
}

describe("erasing", () => {
  it("leaves no row that names the member, and reading back changes nothing", async () => {
    const anna = "UANNA77";
    const [paper = "", second = ""] = await world.papers(
      { arxivId: "2511.00001", title: "Diffusion one" },
      { arxivId: "2511.00002", title: "Diffusion two" },
    );
    await world.store.workspaces.ensure(world.workspace, "Lab", anna);
    await world.subscribe({ topics: ["diffusion"], madeBy: anna });
    await ask(anna, "subscribe diffusion to:dm", `dm-${anna}`);
    await ask(anna, "submit 2511.00001");
    await ask(anna, "save 2511.00002");
    await ask(anna, "topic quantum");
    await ask(anna, "privacy");
    await press(anna, "vote", { paper: second });
    await world.store.members.oweNotice(world.workspace.id, anna);
    await world.tickAt("2025-11-03T09:00:00Z");
    const post = (await posts()).find(({ channel }) => channel === "C1");
    if (!post) throw new Error("nothing was posted");
    expect(papersOf(post.drawn)).toContain(paper);
    const emoji = keycaps[post.papers.indexOf(paper)] ?? "";
    await react(post, anna, emoji);
    await react(post, "U2", emoji);
    expect(await cellsWith(anna)).toEqual(
      expect.arrayContaining([
        "button_marks.member",
        "first_times.what",
        "marks.member",
        "posts.drawn",
        "saves.member",
        "searches.member",
        "submissions.member",
        "subscriptions.made_by",
        "workspaces.installer",
      ]),
    );

    const asked = await ask(anna, "privacy erase");
    expect(asked.message && plainText(asked.message)).toContain("This cannot be undone");
    expect(await cellsWith(anna)).not.toEqual([]);
    expect(await said(press(anna, "privacy", { what: "erase", confirm: "yes" }))).toContain("Erased.");
    expect(await cellsWith(anna)).toEqual([]);
    const tallies = async () => world.store.votes.tallies(world.workspace.id, [paper, second]);
    expect(await tallies()).toEqual(new Map([[paper, 1]]));
    expect((await world.store.posts.stale(world.now(), 10)).length).toBeGreaterThan(0);
    expect(
      (await world.store.subscriptions.list(world.workspace.id)).map(({ channel, madeBy }) => [channel, madeBy]),
    ).toEqual([["C1", null]]);

    world.adapter.reactionsOf = async () => new Map([[emoji, [anna, "U2"]]]);
    await votes.reconcile();
    expect(await tallies()).toEqual(new Map([[paper, 1]]));
    expect(await cellsWith(anna)).toEqual([]);
  });

  it("hands over everything first, to whoever asks and about nobody else", async () => {
    await world.papers({ arxivId: "2511.00001", title: "Diffusion one" });
    await ask("U1", "save 2511.00001");
    await ask("U2", "topic secret plans");
    const { file } = await ask("U1", "privacy data");
    expect(JSON.parse(file?.text ?? "")).toMatchObject({ saved: [{ title: "Diffusion one" }], searches: [] });
    expect(file?.text).not.toContain("secret");
  });
});
