import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { SendOutcome } from "../../../src/core/adapter.ts";
import { createRefresh } from "../../../src/core/delivery/refresh.ts";
import type { Block } from "../../../src/core/messages/message.ts";
import { plainText } from "../../../src/core/messages/plain-text.ts";
import { paperFacts, type PaperFacts } from "../../../src/core/papers/paper.ts";
import { createLog } from "../../../src/log.ts";
import { type DeliveryWorld, deliveryWorld } from "../../support/delivery-world.ts";
import { fakeMember } from "../../support/fake-adapter.ts";

let world: DeliveryWorld;
const first = "2611.00001";
const codeUrl = "https://github.com/acme/one";

// A Thursday: two papers are posted in C1 at nine.
beforeEach(async () => {
  world = await deliveryWorld("2026-11-19T08:00:00Z");
  const listed = { origin: "arxiv" as const, version: 1, listedOn: ["2026-11-19"], abstract: "About it." };
  await world.papers({ arxivId: first, ...listed }, { arxivId: "2611.00002", ...listed });
  await world.subscribe();
  await world.tickAt("2026-11-19T09:00:00Z");
  expect(world.adapter.posts).toHaveLength(1);
});
afterEach(() => world.close());

/** What a source says of the first paper now. */
const read = (change: Partial<PaperFacts>) => {
  const facts = { origin: "arxiv", arxivId: first, title: `Paper ${first}`, abstract: "About it." } as const;
  return world.store.papers.save([paperFacts({ ...facts, ...change })], world.now(), { news: true });
};
const textOf = (block: Block) => plainText({ title: "", blocks: [block], footer: [] });
const notes = () =>
  world.adapter.posts.slice(1).map(({ target: { channel, thread }, message }) => ({
    channel,
    thread,
    text: message.blocks.slice(1).map(textOf).join("\n"),
  }));
const paperId = async () => (await world.store.papers.byArxivId(first))?.id ?? "";
const states = async () =>
  (await world.store.deliveries.since(world.workspace.id, new Date(0)))
    .filter(({ subscription }) => subscription.of === "updates")
    .map(({ state, reason }) => [state, reason]);

describe("a note about a posted paper", () => {
  it("stands in the thread under the post, says what changed, and comes once however often the bot looks", async () => {
    await read({ codeUrl, version: 3, abstract: "About something else." });
    for (let i = 0; i < 10; i++) await world.tickAt("2026-11-19T12:00:00Z");
    expect(notes()).toEqual([
      {
        channel: "C1",
        thread: "m1",
        text: "Code is out: github.com/acme/one\nNew version v3: its abstract changed.",
      },
    ]);
    expect(await states()).toEqual([["sent", null]]);
  });

  it("stands in the thread of a card", async () => {
    await world.subscribe({ layout: "cards", channel: "C2", at: "10:00" });
    await world.tickAt("2026-11-19T10:00:00Z");
    const [, parent] = world.adapter.posts;
    await read({ codeUrl });
    await world.tickAt("2026-11-19T12:00:00Z");
    expect(world.adapter.posts.at(-1)?.target).toMatchObject({ channel: "C2", thread: parent?.id });
    const [note] = await world.store.deliveries.since(world.workspace.id, world.now());
    expect(note?.parts).toMatchObject([{ state: "sent", attempts: 1, channel: "C2", thread: parent?.id }]);
  });

  it("says the title from before, and of a withdrawn paper nothing but that", async () => {
    await read({ version: 2, title: "Renamed" });
    await world.tickAt("2026-11-19T12:00:00Z");
    await read({ version: 3, title: "Renamed", abstract: "Withdrawn.", withdrawn: true });
    await world.tickAt("2026-11-19T13:00:00Z");
    expect(notes()).toHaveLength(1);
    expect(notes()[0]?.text).toContain("the title was “Paper 2611.00001” before.");
    await world.tickAt("2026-11-20T00:00:10Z");
    expect(notes()).toHaveLength(2);
    expect(notes()[1]?.text).toBe("Withdrawn: its page says why");
  });

  it("is none for a new version with the same words", async () => {
    await read({ version: 2 });
    await world.tickAt("2026-11-19T12:00:00Z");
    expect(notes()).toEqual([]);
  });

  it("goes by direct message to who saved it, and under the roundup of who had it there", async () => {
    const personal = { to: "dm", channel: "dm-anna", madeBy: "anna" } as const;
    for (const member of ["anna", "ben"]) world.adapter.members.set(member, fakeMember(member));
    await world.subscribe({ ...personal, at: "10:00" });
    await world.tickAt("2026-11-19T10:00:00Z");
    for (const member of ["anna", "ben", "gone"])
      await world.store.saves.add(world.workspace.id, member, await paperId(), world.now());
    await read({ codeUrl });
    await world.tickAt("2026-11-19T12:00:00Z");
    expect(
      notes()
        .slice(1)
        .map(({ channel, thread }) => [channel, thread])
        .sort(),
    ).toEqual([
      ["C1", "m1"],
      ["dm-anna", "m2"],
      ["dm-ben", null],
    ]);
    await read({ codeUrl, withdrawn: true });
    await world.tickAt("2026-11-20T01:00:00Z");
    expect(world.adapter.posts.filter(({ target }) => target.channel === "dm-ben")).toHaveLength(2);
  });

  it("is looked for when its answer was lost, and not said twice", async () => {
    world.adapter.script.push({ posted: { status: "ambiguous", detail: "reset" } });
    await read({ codeUrl });
    await world.tickAt("2026-11-19T12:00:00Z");
    await world.tickAt("2026-11-19T12:05:00Z");
    expect(notes()).toHaveLength(1);
    expect(await states()).toEqual([["sent", null]]);
  });

  it.each<[string, SendOutcome]>([
    ["its post was deleted", { status: "refused", why: "message_gone", detail: "thread_not_found" }],
    ["the bot was removed", { status: "refused", why: "forbidden", detail: "not_in_channel" }],
    ["the channel is gone", { status: "refused", why: "channel_gone", detail: "is_archived" }],
  ])("ends quietly where %s", async (_, refusal) => {
    world.adapter.script.push(refusal);
    await read({ codeUrl });
    for (let i = 0; i < 3; i++) await world.tickAt(`2026-11-19T1${2 + i}:00:00Z`);
    expect(world.adapter.attempts).toHaveLength(2);
    expect(await states()).toMatchObject([["failed", expect.any(String)]]);
    expect((await world.store.subscriptions.list(world.workspace.id)).map((one) => one.pausedBecause)).toEqual([null]);
  });

  it("never goes into the channel itself, nor to who takes no direct messages", async () => {
    world.adapter.threadsAllowed = false;
    world.adapter.direct = async () => null;
    world.adapter.members.set("ben", fakeMember("ben"));
    await world.store.saves.add(world.workspace.id, "ben", await paperId(), world.now());
    await read({ codeUrl });
    await world.tickAt("2026-11-19T12:00:00Z");
    expect((await states()).map(([state]) => state).sort()).toEqual(["failed", "pending"]);
    await world.tickAt("2026-11-20T00:00:01Z");
    expect((await states()).map(([state]) => state).sort()).toEqual(["failed", "missed"]);
    expect(world.adapter.attempts).toHaveLength(1);
  });

  it("comes not for a post of 90 days ago, and not where the team wants none", async () => {
    await world.store.settings.set(world.workspace.id, "updates", "off");
    await read({ codeUrl });
    await world.tickAt("2026-11-19T12:00:00Z");
    await world.store.settings.set(world.workspace.id, "updates", "on");
    world.set("2027-02-18T12:00:00Z");
    await read({ codeUrl, withdrawn: true });
    const [roundup] = await world.store.subscriptions.list(world.workspace.id);
    await world.store.subscriptions.end(roundup?.id ?? 0, world.now());
    await world.tickAt("2027-02-18T12:00:00Z");
    expect(notes()).toEqual([]);
  });

  it("does not count as the channel's roundup of the day", async () => {
    await read({ codeUrl });
    await world.tickAt("2026-11-19T12:00:00Z");
    expect(notes()).toHaveLength(1);
    await world.subscribe({ topics: ["quantum chess"], at: "14:00" });
    await world.papers({ title: "About cats" });
    await world.tickAt("2026-11-20T14:00:00Z");
    const said = world.adapter.posts.map(({ message }) => plainText(message));
    expect(said.at(-1)).toContain("nothing new");
  });
});

describe("the post of a withdrawn paper", () => {
  it("is redrawn with a mark on that paper alone", async () => {
    const log = createLog("silent", [], () => undefined);
    const adapters = new Map([["slack" as const, world.adapter]]);
    const refresh = createRefresh({ store: world.store, adapters, log, now: () => world.now() });
    await read({ withdrawn: true });
    await world.tickAt("2026-11-19T12:00:00Z");
    await refresh.tick();
    await refresh.tick();
    const [post] = await world.store.posts.since(world.workspace.id, new Date(0));
    const facts = post?.drawn.blocks.flatMap((block) => (block.kind === "paper" ? [JSON.stringify(block.facts)] : []));
    expect(facts?.map((line) => line.split("withdrawn").length - 1)).toEqual([1, 0]);
    expect(post?.staleSince).toBeNull();
  });
});
