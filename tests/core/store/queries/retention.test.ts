import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { dayMs } from "../../../../src/durations.ts";
import { type CommandsWorld, commandsWorld, said } from "../../../support/commands-world.ts";

let world: CommandsWorld;
const start = Date.parse("2025-01-06T08:00:00Z");
const on = (day: number, hour = 0) => new Date(start + day * dayMs + hour * 3_600_000);
beforeEach(async () => {
  world = await commandsWorld("2025-01-06T08:00:00Z");
});
afterEach(() => world.close());

/** A roundup with one paper a day, from one day until another, pruned each night. */
async function live(from: number, to: number): Promise<void> {
  for (let day = from; day < to; day++) {
    const listedOn = [on(day).toISOString().slice(0, 10)];
    world.set(on(day).toISOString());
    await world.papers({ arxivId: `2501.${String(day).padStart(5, "0")}`, title: `GAN number ${day}`, listedOn });
    await world.tickAt(on(day, 1.1).toISOString());
    await world.store.retention.prune(on(day, 2));
  }
}

describe("what is kept, and for how long", () => {
  it("is flat after the longest period, apart from papers, posts and votes", async () => {
    await world.subscribe({ topics: ["gan"], on: "daily", at: "09:00" });
    await live(0, 100);
    const deliveries = async () => (await world.store.deliveries.since(world.workspace.id, new Date(0))).length;
    const then = await deliveries();
    await live(100, 130);
    expect(await deliveries()).toBe(then);
    expect(then).toBeLessThanOrEqual(91);
    // Nothing was posted twice, and each paper's post is still known.
    const posts = await world.store.posts.since(world.workspace.id, new Date(0));
    expect(posts.length).toBeGreaterThan(120);
    expect(world.adapter.posts).toHaveLength(posts.length);
    expect(new Set(posts.flatMap(({ papers }) => papers)).size).toBe(posts.flatMap(({ papers }) => papers).length);
  });

  it("keeps messages beside their post for a week, and a post's looks for half a year", async () => {
    await world.subscribe({ topics: ["gan"], on: "daily", at: "09:00" });
    await live(0, 3);
    const messages = async () =>
      (await world.store.deliveries.since(world.workspace.id, new Date(0)))
        .flatMap(({ parts }) => parts)
        .filter(({ message }) => message.blocks.length > 0).length;
    expect(await messages()).toBeGreaterThan(1);
    await world.store.retention.prune(on(10));
    expect(await messages()).toBe(0);
    const drawn = async () =>
      (await world.store.posts.since(world.workspace.id, new Date(0))).filter((post) => post.drawn.blocks.length > 0);
    expect((await drawn()).length).toBeGreaterThan(1);
    await world.store.retention.prune(on(200));
    expect(await drawn()).toEqual([]);
  });

  it("never gives an ended roundup's number again, though the roundup is forgotten", async () => {
    for (let n = 0; n < 3; n++) await world.type(`subscribe gan${n}`);
    for (const n of [1, 2, 3]) await world.type(`unsubscribe ${n} sure:yes`);
    await world.store.retention.prune(on(100));
    expect(said(await world.type("subscribe gan"))).toContain("/papers edit 4");
  });

  it("forgets that sources were asked for topics nobody follows any more", async () => {
    const { store } = world;
    await world.type("subscribe gan");
    await store.subscriptions.asked("gan", on(0), ["arXiv hasn't answered"]);
    await store.subscriptions.asked("old topic", on(0), ["arXiv hasn't answered"]);
    await store.retention.prune(on(1));
    expect(await store.subscriptions.unanswered(["gan"])).toHaveLength(1);
    expect(await store.subscriptions.unanswered(["old topic"])).toEqual([]);
  });
});

describe("words that go to the sources", () => {
  it("stay here where a workspace or the owner of a roundup says so", async () => {
    const due = on(30);
    const unasked = () => world.store.subscriptions.unasked(due, { answered: on(0), failed: on(0), down: [] }, 10);
    await world.type("subscribe open topic");
    await world.type("subscribe hidden topic ask:no");
    expect(await unasked()).toEqual(["open topic"]);
    await world.type("topic quantum chess");
    await world.type("settings ask off");
    expect(await unasked()).toEqual([]);
    const asked = world.asked.length;
    const reply = await world.type("topic quantum checkers");
    expect(world.asked).toHaveLength(asked);
    expect(said(reply)).not.toContain("Looked at");
    expect(said(await world.type("privacy"))).toContain("go to Hugging Face and arXiv");
  });

  it("are asked for in turns, so that one workspace's many topics keep nobody waiting", async () => {
    const many = Array.from({ length: 8 }, (_, n) => `their topic ${n}`).join(", ");
    await world.type(`subscribe ${many}`);
    await world.type("subscribe our topic", { workspace: "W2" });
    const first = await world.store.subscriptions.unasked(on(30), { answered: on(0), failed: on(0), down: [] }, 2);
    expect(first).toContain("our topic");
  });
});
