import { pino } from "pino";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Adapter, SendOutcome } from "../../../src/core/adapter.ts";
import type { Platform } from "../../../src/core/platform.ts";
import { createDelivery } from "../../../src/core/delivery/delivery.ts";
import { plainText } from "../../../src/core/messages/plain-text.ts";
import { type DeliveryWorld, deliveryWorld } from "../../support/delivery-world.ts";
import { fakeAdapter } from "../../support/fake-adapter.ts";
import { noSources } from "../../support/no-sources.ts";

let world: DeliveryWorld;

// A Thursday.
beforeEach(async () => {
  world = await deliveryWorld("2026-11-19T08:00:00Z");
});
afterEach(() => world.close());

const texts = () => world.adapter.posts.map(({ message }) => plainText(message));
const page = (day: string, ...ids: string[]) =>
  world.papers(...ids.map((arxivId, i) => ({ arxivId, listedOn: [day], upvotes: 10 - i })));

describe("a roundup", () => {
  it("is posted once when it is due, and recorded", async () => {
    await page("2026-11-19", "2611.00001", "2611.00002");
    const { id } = await world.subscribe();
    await world.tickAt("2026-11-19T08:59:30Z");
    expect(world.adapter.attempts).toEqual([]);
    await world.tickAt("2026-11-19T09:00:00Z");
    await world.tickAt("2026-11-19T09:00:30Z");
    expect(texts()).toHaveLength(1);
    expect(texts()[0]).toContain("Daily Papers · Thursday 19 November");
    expect(texts()[0]).toContain("next: Fri 20 Nov 09:00 UTC");
    const [post] = await world.store.posts.since(world.workspace.id, new Date(0));
    expect(post?.papers).toHaveLength(2);
    const [delivery] = await world.store.deliveries.since(world.workspace.id, new Date(0));
    expect(delivery).toMatchObject({ state: "sent", slot: "2026-11-19", subscription: { id } });
  });

  it("never brings a paper twice to a channel, and what was left over stays left over", async () => {
    await page("2026-11-19", "2611.00001", "2611.00002", "2611.00003");
    await world.subscribe({ limit: 2 });
    await world.tickAt("2026-11-19T09:00:00Z");
    expect(texts()[0]).toContain("2 of 3 new papers");
    world.set("2026-11-19T15:00:00Z");
    await page("2026-11-19", "2611.00004");
    await world.tickAt("2026-11-20T09:00:00Z");
    expect(texts()[1]).toContain("Paper 2611.00004");
    expect(texts()[1]).not.toContain("2611.00003");
  });

  it("is a paper that arXiv had first and the page lists after the last roundup", async () => {
    await page("2026-11-19", "2611.00001");
    await world.papers({ arxivId: "2611.00009" });
    await world.subscribe();
    await world.tickAt("2026-11-19T09:00:00Z");
    world.set("2026-11-19T15:00:00Z");
    await page("2026-11-19", "2611.00009");
    await world.tickAt("2026-11-20T09:00:00Z");
    expect(texts()[1]).toContain("2611.00009");
  });
});

describe("nothing new", () => {
  it("is one quiet line on an ordinary day", async () => {
    await world.papers({ title: "About cats" });
    await world.subscribe({ topics: ["quantum chess"] });
    world.set("2026-11-19T08:30:00Z");
    await world.papers({ title: "About dogs" });
    await world.tickAt("2026-11-19T09:00:00Z");
    world.set("2026-11-19T15:00:00Z");
    await world.papers({ title: "About mice" });
    await world.tickAt("2026-11-20T09:00:00Z");
    expect(texts()).toHaveLength(2);
    expect(texts()[0]).toContain("quantum chess: nothing new (1 paper looked at).");
    expect(texts()[1]).toContain("quantum chess: nothing new since Thu 19 Nov (1 paper looked at).");
    expect(texts()[1]).toContain("Next: Mon 23 Nov 09:00.");
  });

  it("is silence at weekends, when nothing came out, and where the workspace wants it", async () => {
    await world.subscribe({ on: "daily", topics: ["quantum chess"] });
    await world.tickAt("2026-11-19T09:00:00Z");
    world.set("2026-11-20T15:00:00Z");
    await world.papers({ title: "About mice" });
    await world.tickAt("2026-11-21T09:00:00Z");
    await world.store.settings.set(world.workspace.id, "quiet", "silent");
    world.set("2026-11-22T15:00:00Z");
    await world.papers({ title: "About owls" });
    await world.tickAt("2026-11-23T09:00:00Z");
    expect(texts()).toEqual([]);
    const all = await world.store.deliveries.since(world.workspace.id, new Date(0));
    expect(all.map(({ slot, state }) => `${slot} ${state}`)).toEqual([
      "2026-11-23 empty",
      "2026-11-22 missed",
      "2026-11-21 empty",
      "2026-11-20 missed",
      "2026-11-19 empty",
    ]);
  });
});

describe("a failed source", () => {
  it("is waited for, and the roundup says it is late", async () => {
    await world.subscribe();
    await world.sourceWorks(false);
    await world.tickAt("2026-11-19T09:00:00Z");
    await world.tickAt("2026-11-19T10:00:00Z");
    expect(texts()).toEqual([]);
    world.set("2026-11-19T11:15:00Z");
    await world.sourceWorks(true);
    await page("2026-11-19", "2611.00001");
    await world.tickAt("2026-11-19T11:20:00Z");
    expect(texts()[0]).toContain("Late: Hugging Face could not be reached, from 09:00 to 11:20.");
    expect(texts()[0]).toContain("2611.00001");
  });

  it("is named when the grace has ended, and the next roundup brings what it missed", async () => {
    await world.subscribe();
    await world.sourceWorks(false);
    await world.tickAt("2026-11-19T09:00:00Z");
    await world.tickAt("2026-11-19T21:00:00Z");
    expect(texts()).toHaveLength(1);
    expect(texts()[0]).toContain("no roundup for Thursday 19 November. Hugging Face could not be reached.");
    world.set("2026-11-19T22:00:00Z");
    await world.sourceWorks(true);
    await page("2026-11-19", "2611.00001");
    await world.tickAt("2026-11-20T09:00:00Z");
    expect(texts()[1]).toContain("2611.00001");
  });
});

describe("after downtime", () => {
  it.each([
    ["3 days", "2026-11-24T10:00:00Z", 3],
    ["30 days", "2026-12-21T10:00:00Z", 22],
  ])("of %s there is one roundup, and the others are recorded as missed", async (_days, back, missed) => {
    await world.subscribe();
    await page("2026-11-19", "2611.00001");
    world.set(back);
    await world.sourceWorks(true);
    await page(back.slice(0, 10), "2611.00002");
    await world.tickAt(back);
    await world.tickAt(back.replace("10:00", "10:01"));
    expect(texts()).toHaveLength(1);
    const all = await world.store.deliveries.since(world.workspace.id, new Date(0));
    expect(all.filter(({ state }) => state === "missed")).toHaveLength(missed);
    expect(all.filter(({ state }) => state === "sent")).toHaveLength(1);
    expect(texts()[0]).toContain("when the bot was not running");
  });

  it("beyond the grace there is none", async () => {
    await world.subscribe();
    await page("2026-11-19", "2611.00001");
    await world.tickAt("2026-11-20T08:00:00Z");
    expect(texts()).toEqual([]);
    await world.tickAt("2026-11-20T09:00:00Z");
    expect(texts()).toHaveLength(1);
  });

  it("a clock that jumps back and forth doubles nothing", async () => {
    await world.subscribe();
    await page("2026-11-19", "2611.00001");
    for (const at of ["19T09:00", "18T09:00", "19T09:01", "20T09:00", "19T09:00", "20T09:30", "20T09:31"])
      await world.tickAt(`2026-11-${at}:00Z`);
    const slots = (await world.store.deliveries.since(world.workspace.id, new Date(0))).map(({ slot }) => slot);
    expect(slots).toEqual(["2026-11-20", "2026-11-19"]);
  });
});

describe("what the platform answers", () => {
  const state = async () => (await world.store.deliveries.since(world.workspace.id, new Date(0)))[0]?.state;
  beforeEach(async () => {
    await page("2026-11-19", "2611.00001");
    await world.subscribe();
  });

  it("429: again when it says so", async () => {
    world.adapter.script.push({ status: "rate_limited", until: new Date("2026-11-19T09:05:00Z") });
    await world.tickAt("2026-11-19T09:00:00Z");
    await world.tickAt("2026-11-19T09:04:30Z");
    expect(world.adapter.attempts).toHaveLength(1);
    await world.tickAt("2026-11-19T09:05:00Z");
    expect(texts()).toHaveLength(1);
    expect(await state()).toBe("sent");
  });

  it("unreachable: again with growing waits, never paused", async () => {
    for (let i = 0; i < 5; i++) world.adapter.script.push({ status: "refused", why: "unreachable", detail: "" });
    for (let minute = 0; minute < 60; minute++)
      await world.tickAt(`2026-11-19T09:${String(minute).padStart(2, "0")}:00Z`);
    expect(texts()).toHaveLength(1);
    expect(world.adapter.attempts).toHaveLength(6);
  });

  it("lost answer, posted: looked up after the settle time, not posted again", async () => {
    world.adapter.script.push({ posted: { status: "ambiguous", detail: "timeout" } });
    await world.tickAt("2026-11-19T09:00:00Z");
    expect(await state()).toBe("ambiguous");
    await world.tickAt("2026-11-19T09:00:29Z");
    expect(await state()).toBe("ambiguous");
    await world.tickAt("2026-11-19T09:00:30Z");
    expect(await state()).toBe("sent");
    expect(texts()).toHaveLength(1);
    expect(await world.store.posts.since(world.workspace.id, new Date(0))).toHaveLength(1);
  });

  it("a vote before the post is known: it is redrawn", async () => {
    world.adapter.script.push({ posted: { status: "ambiguous", detail: "timeout" } });
    await world.tickAt("2026-11-19T09:00:00Z");
    await world.store.votes.toggle(world.workspace.id, "anna", "p1", world.now());
    await world.tickAt("2026-11-19T09:00:30Z");
    expect(await world.store.posts.stale(world.now(), 10)).toMatchObject([{ papers: ["p1"] }]);
  });

  it("lost answer, not posted: posted after the settle time", async () => {
    world.adapter.script.push(new Error("socket hang up"));
    await world.tickAt("2026-11-19T09:00:00Z");
    await world.tickAt("2026-11-19T09:00:30Z");
    expect(texts()).toHaveLength(1);
    expect(await state()).toBe("sent");
  });

  it("lost answer and history unreadable: unknown, never again, and the configurer is told", async () => {
    world.adapter.script.push({ status: "ambiguous", detail: "timeout" });
    world.adapter.finds.push({ status: "unreadable", why: "the bot may not read the channel" });
    await world.tickAt("2026-11-19T09:00:00Z");
    await world.tickAt("2026-11-19T09:00:30Z");
    await world.tickAt("2026-11-19T09:30:00Z");
    expect(await state()).toBe("unknown");
    expect(world.adapter.posts.map(({ target }) => target.channel)).toEqual(["dm-anna"]);
  });

  it("too long: plain once, then failed", async () => {
    for (let i = 0; i < 2; i++) world.adapter.script.push({ status: "refused", why: "too_long", detail: "" });
    await world.tickAt("2026-11-19T09:00:00Z");
    expect(world.adapter.attempts.map(({ plain }) => plain)).toEqual([false, true]);
    expect(await state()).toBe("failed");
    expect((await world.store.subscriptions.list(world.workspace.id))[0]?.pausedBecause).toBeNull();
  });

  it.each(["channel_gone", "forbidden"] as const)("%s: paused after three, one notice", async (why) => {
    world.adapter.answer = ({ target }) => (target.channel === "C1" ? { status: "refused", why, detail: "" } : null);
    world.adapter.missing = [{ what: "post", howToGrant: "Let the bot in" }];
    for (let minute = 0; minute < 30; minute++)
      await world.tickAt(`2026-11-19T09:${String(minute).padStart(2, "0")}:00Z`);
    expect(world.adapter.attempts.filter(({ target }) => target.channel === "C1")).toHaveLength(3);
    expect(world.adapter.posts.map(({ target }) => target.channel)).toEqual(["dm-anna"]);
    expect(texts()[0]).toContain("Let the bot in, then /papers resume 1");
    expect((await world.store.subscriptions.list(world.workspace.id))[0]?.pausedBecause).toContain("/papers resume 1");
    expect(await state()).toBe("failed");
  });

  it.each(["channel_gone", "forbidden"] as const)(
    "%s, which the channel itself does not show: not paused",
    async (why) => {
      for (let i = 0; i < 5; i++) world.adapter.script.push({ status: "refused", why, detail: "" });
      for (let hour = 9; hour < 12; hour++)
        for (let minute = 0; minute < 60; minute++)
          await world.tickAt(`2026-11-19T${String(hour).padStart(2, "0")}:${String(minute).padStart(2, "0")}:00Z`);
      expect(world.adapter.posts.map(({ target }) => target.channel)).toEqual(["C1"]);
      expect((await world.store.subscriptions.list(world.workspace.id))[0]?.pausedBecause).toBeNull();
    },
  );

  it("forbidden for long, though nothing shows why: paused after ten", async () => {
    world.adapter.answer = ({ target }) =>
      target.channel === "C1" ? { status: "refused", why: "forbidden", detail: "" } : null;
    for (let hour = 9; hour < 20; hour++)
      for (let minute = 0; minute < 60; minute += 5)
        await world.tickAt(`2026-11-19T${String(hour).padStart(2, "0")}:${String(minute).padStart(2, "0")}:00Z`);
    expect(world.adapter.attempts.filter(({ target }) => target.channel === "C1")).toHaveLength(10);
    expect(world.adapter.posts.map(({ target }) => target.channel)).toEqual(["dm-anna"]);
  });

  it("a notice that cannot reach the configurer goes to the installer", async () => {
    world.adapter.answer = ({ target }) =>
      target.channel === "dm-installer" ? null : { status: "refused", why: "forbidden", detail: "" };
    world.adapter.missing = [{ what: "post", howToGrant: "Let the bot in" }];
    for (let minute = 0; minute < 30; minute++)
      await world.tickAt(`2026-11-19T09:${String(minute).padStart(2, "0")}:00Z`);
    expect(world.adapter.posts.map(({ target }) => target.channel)).toEqual(["dm-installer"]);
  });
});

it.each([
  ["slack", "Slack"],
  ["discord", "Discord"],
] as const)("a token that %s revoked stops its workspace within two calls and no other", async (platform, title) => {
  await world.close();
  world = await deliveryWorld("2026-11-19T08:00:00Z", platform);
  await page("2026-11-19", "2611.00001");
  for (let i = 0; i < 10; i++) await world.subscribe({ channel: `C${i}` });
  const other = await world.store.workspaces.ensure({ platform, workspace: "W2" });
  const [first] = await world.store.subscriptions.list(world.workspace.id);
  if (!first) throw new Error("no subscription");
  const { id: _, number: __, workspaceId: ___, pausedBecause: ____, ...terms } = first;
  await world.store.subscriptions.add(other.id, { ...terms, channel: "D1" });
  world.adapter.answer = ({ target }) =>
    target.workspace === "W1" ? { status: "refused", why: "token_revoked", detail: "" } : null;
  world.adapter.access = "lost";
  await world.tickAt("2026-11-19T09:00:00Z");
  await world.tickAt("2026-11-19T09:10:00Z");
  expect(world.adapter.attempts.filter(({ target }) => target.workspace === "W1").length).toBeLessThanOrEqual(2);
  expect(world.adapter.posts.map(({ target }) => target.channel)).toEqual(["D1"]);
  // Installed again: everything goes on by itself, and the one who installed the bot is told once.
  world.adapter.answer = () => null;
  await world.tickAt("2026-11-19T09:16:00Z");
  expect(world.adapter.posts).toHaveLength(12);
  const told = world.adapter.posts.filter(({ target }) => target.channel === "dm-installer");
  expect(told.map(({ message }) => plainText(message))).toEqual([
    `Roundups were held back for a while in Lab, because ${title} refused the bot. They go on now. /papers status shows what was missed.`,
  ]);
});

it.each(["fine", "unknown"] as const)("a bot refused once, when it is %s why, stops nothing", async (access) => {
  await page("2026-11-19", "2611.00001");
  await world.subscribe();
  world.adapter.access = access;
  world.adapter.script.push({ status: "refused", why: "token_revoked", detail: "invalid_auth" });
  await world.tickAt("2026-11-19T09:00:00Z");
  await world.tickAt("2026-11-19T09:01:00Z");
  expect(world.adapter.posts).toHaveLength(1);
  const [subscription] = await world.store.subscriptions.list(world.workspace.id);
  expect(subscription?.pausedBecause).toBeNull();
});

it("a roundup that the platform refused for longer than it may be late is missed with that reason", async () => {
  await page("2026-11-19", "2611.00001");
  await world.subscribe();
  world.adapter.access = "lost";
  world.adapter.answer = () => ({ status: "refused", why: "token_revoked", detail: "account_inactive" });
  await world.tickAt("2026-11-19T09:00:00Z");
  await world.tickAt("2026-11-19T21:30:00Z");
  const [delivery] = await world.store.deliveries.since(world.workspace.id, new Date(0));
  expect([delivery?.state, delivery?.reason]).toEqual(["missed", expect.stringContaining("install it again")]);
});

describe("cards", () => {
  beforeEach(async () => {
    await page("2026-11-19", "2611.00001", "2611.00002");
    await world.subscribe({ layout: "cards" });
  });

  it("stand under a parent that lists their titles, in order", async () => {
    await world.tickAt("2026-11-19T09:00:00Z");
    expect(world.adapter.posts.map(({ target }) => target.thread)).toEqual([null, "m1", "m1"]);
    expect(texts()[1]).toContain("2611.00001");
    expect(texts()[2]).toContain("2611.00002");
    const posts = await world.store.posts.since(world.workspace.id, new Date(0));
    expect(posts.map(({ papers }) => papers.length)).toEqual([0, 1, 1]);
  });

  it("stand in the channel where no thread may be made", async () => {
    world.adapter.threadsAllowed = false;
    await world.tickAt("2026-11-19T09:00:00Z");
    expect(world.adapter.posts.map(({ target }) => target.thread)).toEqual([null, null, null]);
  });

  it("wait for the one before them", async () => {
    world.adapter.script.push({ posted: { status: "sent", message: "m1" } }, { status: "ambiguous", detail: "" });
    await world.tickAt("2026-11-19T09:00:00Z");
    expect(texts()).toHaveLength(1);
    await world.tickAt("2026-11-19T09:01:00Z");
    const [, ...cards] = texts();
    expect(cards.map((text) => /2611\.0000\d/.exec(text)?.[0])).toEqual(["2611.00001", "2611.00002"]);
  });
});

describe("stopped meanwhile", () => {
  it("a message that was not posted after all is not tried again for an ended subscription", async () => {
    await page("2026-11-19", "2611.00001");
    const { id } = await world.subscribe();
    world.adapter.script.push({ status: "ambiguous", detail: "timeout" });
    await world.tickAt("2026-11-19T09:00:00Z");
    await world.store.subscriptions.end(id, world.now());
    await world.tickAt("2026-11-19T09:00:30Z");
    await world.tickAt("2026-11-19T09:01:00Z");
    expect(texts()).toEqual([]);
    const [delivery] = await world.store.deliveries.since(world.workspace.id, new Date(0));
    expect(delivery?.state).toBe("cancelled");
  });

  it("a paused or ended subscription sends nothing it owed", async () => {
    await page("2026-11-19", "2611.00001");
    const { id } = await world.subscribe();
    world.adapter.script.push({ status: "rate_limited", until: new Date("2026-11-19T09:05:00Z") });
    await world.tickAt("2026-11-19T09:00:00Z");
    await world.store.subscriptions.end(id, world.now());
    await world.tickAt("2026-11-19T09:10:00Z");
    await world.tickAt("2026-11-20T09:10:00Z");
    expect(texts()).toEqual([]);
    const [delivery] = await world.store.deliveries.since(world.workspace.id, new Date(0));
    expect(delivery?.state).toBe("cancelled");
  });
});

it("a platform that is connected while another's roundups are under way gets its own at once", async () => {
  const { store } = world;
  const now = () => world.now();
  await page("2026-11-19", "2611.00001");
  const { id: _, workspaceId: __, number: ___, ...terms } = await world.subscribe();
  const there = await store.workspaces.ensure({ platform: "discord", workspace: "G1" });
  await store.subscriptions.add(there.id, terms);
  await world.sourceWorks(true);
  world.set("2026-11-19T09:00:00Z");

  const begun = Promise.withResolvers<undefined>();
  const slow = Promise.withResolvers<SendOutcome>();
  const arrived = Promise.withResolvers<SendOutcome>();
  const slack: Adapter = { ...fakeAdapter("slack", now), send: () => (begun.resolve(undefined), slow.promise) };
  let connected = false;
  const discord: Adapter = {
    ...fakeAdapter("discord", now),
    health: () => ({ connected, detail: "" }),
    send: async () => (arrived.resolve({ status: "sent", message: "m1" }), arrived.promise),
  };
  const delivery = createDelivery({
    store,
    adapters: new Map<Platform, Adapter>([slack, discord].map((adapter) => [adapter.platform, adapter])),
    sources: noSources({ ask: async () => world.answers }),
    log: pino({ level: "silent" }),
    now,
    settleSeconds: 30,
    // No time passes: whoever waits for it waits for ever.
    wait: (_ms, signal) => new Promise((resolve) => signal.addEventListener("abort", resolve)),
    wakeIn: () => undefined,
  });
  const running = delivery.tick();
  await begun.promise;
  connected = true;
  void delivery.tick();
  expect(await arrived.promise).toEqual({ status: "sent", message: "m1" });
  slow.resolve({ status: "sent", message: "m2" });
  await running;
});

describe("the sources", () => {
  it("are asked for each distinct topic once a day", async () => {
    await world.subscribe({ topics: ["gan", "diffusion"] });
    await world.subscribe({ topics: ["gan"], channel: "C2" });
    for (const at of ["19T08:01", "19T08:30", "19T09:00", "20T08:00"]) await world.tickAt(`2026-11-${at}:00Z`);
    expect(world.asked.toSorted()).toEqual(["diffusion", "diffusion", "gan", "gan"]);
  });

  it("are asked again after a failure", async () => {
    await world.subscribe({ topics: ["gan"] });
    world.answers.failed = ["arxiv"];
    await world.tickAt("2026-11-19T08:01:00Z");
    await world.tickAt("2026-11-19T08:01:30Z");
    await world.tickAt("2026-11-19T08:02:30Z");
    expect(world.asked).toEqual(["gan", "gan"]);
  });
});

it("two instances on one database deliver each of 200 slots once", async () => {
  await page("2026-11-19", "2611.00001");
  for (let i = 0; i < 200; i++) await world.subscribe({ channel: `C${i}` });
  const other = await world.another();
  world.set("2026-11-19T09:00:00Z");
  await Promise.all([world.delivery.tick(), other.delivery.tick()]);
  await Promise.all([world.delivery.tick(), other.delivery.tick()]);
  await other.close();
  const channels = world.adapter.posts.map(({ target }) => target.channel);
  expect(new Set(channels).size).toBe(200);
  expect(channels).toHaveLength(200);
});

it("another instance waits for a message that may still be on its way, however slow the platform is", async () => {
  await page("2026-11-19", "2611.00001");
  await world.subscribe();
  const other = await world.another();
  const send = world.adapter.send.bind(world.adapter);
  world.adapter.send = async (attempt) => {
    world.adapter.send = send;
    world.set("2026-11-19T09:00:40Z");
    await other.delivery.tick();
    return send(attempt);
  };
  await world.tickAt("2026-11-19T09:00:00Z");
  await other.delivery.tick();
  await other.close();
  expect(world.adapter.posts).toHaveLength(1);
});

it("a paper merged into another between composing and sending is recorded as that one", async () => {
  const [kept = ""] = await world.papers({ title: "One paper", arxivId: "2611.00001" });
  await world.papers({ title: "The same under a DOI", doi: "10.1/x", listedOn: ["2026-11-19"] });
  await world.subscribe();
  world.adapter.script.push({ status: "rate_limited", until: new Date("2026-11-19T09:05:00Z") });
  await world.tickAt("2026-11-19T09:00:00Z");
  await world.papers({ title: "The same under a DOI", doi: "10.1/x", arxivId: "2611.00001" });
  await world.tickAt("2026-11-19T09:05:00Z");
  const [post] = await world.store.posts.since(world.workspace.id, new Date(0));
  expect(post?.papers).toEqual([kept]);
});

it("a workspace that never answers costs the others nothing", async () => {
  await page("2026-11-19", "2611.00001");
  for (let i = 0; i < 20; i++) await world.subscribe({ channel: `C${i}` });
  const other = await world.store.workspaces.ensure({ platform: "slack", workspace: "W2" });
  const [first] = await world.store.subscriptions.list(world.workspace.id);
  if (!first) throw new Error("no subscription");
  const { id: _, number: __, workspaceId: ___, pausedBecause: ____, ...terms } = first;
  await world.store.subscriptions.add(other.id, { ...terms, channel: "D1" });
  const send = world.adapter.send.bind(world.adapter);
  let release: () => void = () => undefined;
  const silence = new Promise<void>((resolve) => (release = resolve));
  world.adapter.send = async (attempt) => {
    if (attempt.target.workspace === "W1") await silence;
    else release();
    return send(attempt);
  };
  // Ends at all only because the other workspace's post is sent while the first one's hang.
  await world.tickAt("2026-11-19T09:00:00Z");
  expect(world.adapter.posts.some(({ target }) => target.channel === "D1")).toBe(true);
});
