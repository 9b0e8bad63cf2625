import { afterEach, beforeEach, expect, it } from "vitest";
import { type DeliveryWorld, deliveryWorld } from "../../support/delivery-world.ts";

let world: DeliveryWorld;

// A Thursday.
beforeEach(async () => {
  world = await deliveryWorld("2026-11-19T08:00:00Z");
});
afterEach(() => world.close());

it("two instances on one database deliver each of 200 slots once", async () => {
  await world.page("2026-11-19", "2611.00001");
  for (let i = 0; i < 200; i++) await world.subscribe({ channel: `C${i}` });
  const other = await world.another();
  // What one of them held up at the end of a tick is looked up, and sent if need be, when its lease is over.
  for (const time of ["09:00", "09:05", "09:10"]) {
    world.set(`2026-11-19T${time}:00Z`);
    await Promise.all([world.delivery.tick(), other.delivery.tick()]);
  }
  await other.close();
  const channels = world.adapter.posts.map(({ target }) => target.channel);
  expect(new Set(channels).size).toBe(200);
  expect(channels).toHaveLength(200);
});

it("another instance waits for a message that may still be on its way, however slow the platform is", async () => {
  await world.page("2026-11-19", "2611.00001");
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
  await world.page("2026-11-19", "2611.00001");
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
