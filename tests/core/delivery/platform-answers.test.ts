import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { plainText } from "../../../src/core/messages/plain-text.ts";
import { type DeliveryWorld, deliveryWorld } from "../../support/delivery-world.ts";

let world: DeliveryWorld;

// A Thursday.
beforeEach(async () => {
  world = await deliveryWorld("2026-11-19T08:00:00Z");
});
afterEach(() => world.close());

describe("what the platform answers", () => {
  const state = async () => (await world.store.deliveries.since(world.workspace.id, new Date(0)))[0]?.state;
  beforeEach(async () => {
    await world.page("2026-11-19", "2611.00001");
    await world.subscribe();
  });

  it("429: again when it says so", async () => {
    world.adapter.script.push({ status: "rate_limited", until: new Date("2026-11-19T09:05:00Z") });
    await world.tickAt("2026-11-19T09:00:00Z");
    await world.tickAt("2026-11-19T09:04:30Z");
    expect(world.adapter.attempts).toHaveLength(1);
    await world.tickAt("2026-11-19T09:05:00Z");
    expect(world.texts()).toHaveLength(1);
    expect(await state()).toBe("sent");
  });

  it("unreachable: again with growing waits, never paused", async () => {
    for (let i = 0; i < 5; i++) world.adapter.script.push({ status: "refused", why: "unreachable", detail: "" });
    for (let minute = 0; minute < 60; minute++)
      await world.tickAt(`2026-11-19T09:${String(minute).padStart(2, "0")}:00Z`);
    expect(world.texts()).toHaveLength(1);
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
    expect(world.texts()).toHaveLength(1);
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
    expect(world.texts()).toHaveLength(1);
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
    expect(world.texts()[0]).toContain("Let the bot in, then /papers resume 1");
    expect((await world.store.subscriptions.list(world.workspace.id))[0]?.pausedBecause).toContain("/papers resume 1");
    expect(await state()).toBe("failed");
  });

  it.each(["channel_gone", "forbidden"] as const)(
    "%s, which the channel itself does not show: not paused",
    async (why) => {
      for (let i = 0; i < 5; i++) world.adapter.script.push({ status: "refused", why, detail: "" });
      for (let hour = 9; hour < 12; hour++)
        for (let minute = 0; minute < 60; minute += 5)
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
  await world.page("2026-11-19", "2611.00001");
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
  await world.page("2026-11-19", "2611.00001");
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
  await world.page("2026-11-19", "2611.00001");
  await world.subscribe();
  world.adapter.access = "lost";
  world.adapter.answer = () => ({ status: "refused", why: "token_revoked", detail: "account_inactive" });
  await world.tickAt("2026-11-19T09:00:00Z");
  await world.tickAt("2026-11-19T21:30:00Z");
  const [delivery] = await world.store.deliveries.since(world.workspace.id, new Date(0));
  expect([delivery?.state, delivery?.reason]).toEqual(["missed", expect.stringContaining("install it again")]);
});
