import { afterEach, beforeEach, expect, it } from "vitest";
import { plainText } from "../../../src/core/messages/plain-text.ts";
import { type DeliveryWorld, deliveryWorld } from "../../support/delivery-world.ts";

let world: DeliveryWorld;
// A Thursday.
beforeEach(async () => {
  world = await deliveryWorld("2026-11-19T08:00:00Z", "discord");
  world.adapter.forums.add("F1");
});
afterEach(() => world.close());

const gan = (arxivId: string) => world.papers({ arxivId, title: `A GAN ${arxivId}`, abstract: "We train GANs." });
const other = (title: string) => world.papers({ title, abstract: "About something else." });
/** Subscribes in the forum; what comes then is new for it. */
async function subscribe(terms: Parameters<DeliveryWorld["subscribe"]>[0]): Promise<void> {
  await world.subscribe({ channel: "F1", ...terms });
  world.set("2026-11-19T08:30:00Z");
}
const posts = () =>
  world.adapter.posts.map(({ target, message, id }) => ({ id, thread: target.thread, text: plainText(message) }));

it("a day without news is a line under the newest roundup of a forum, never a post of its own", async () => {
  await subscribe({ topics: ["gan"], layout: "cards" });
  await gan("2611.00001");
  await world.tickAt("2026-11-19T09:00:00Z");
  const [roundup, card] = posts();
  expect([roundup?.thread, card?.text]).toEqual([null, expect.stringContaining("A GAN")]);
  world.set("2026-11-19T15:00:00Z");
  await other("About mice");
  await world.tickAt("2026-11-20T09:00:00Z");
  const line = posts().at(-1);
  expect(line).toMatchObject({
    thread: roundup?.id,
    text: expect.stringContaining("gan: nothing new since") as string,
  });
  world.set("2026-11-20T15:00:00Z");
  await other("About owls");
  await world.tickAt("2026-11-23T09:00:00Z");
  expect(posts().at(-1)).toMatchObject({ thread: roundup?.id });
  expect(posts()).toHaveLength(4);
});

it("nothing is said in a forum before its first roundup, nor that a source was down", async () => {
  await subscribe({ topics: ["gan"] });
  await other("About mice");
  await world.tickAt("2026-11-19T09:00:00Z");
  await world.sourceWorks(false);
  await world.tickAt("2026-11-20T09:00:00Z");
  await world.tickAt("2026-11-20T21:00:00Z");
  expect(posts()).toEqual([]);
  const all = await world.store.deliveries.since(world.workspace.id, new Date(0));
  expect(all.map(({ slot, state, reason }) => `${slot} ${state}: ${reason}`)).toEqual([
    "2026-11-20 empty: Hugging Face could not be reached, and the forum had no roundup yet",
    "2026-11-19 empty: nothing new, and the forum had no roundup yet",
  ]);
});

it("a line ends quietly where the roundup's post was deleted meanwhile", async () => {
  await subscribe({ topics: ["gan"] });
  await gan("2611.00001");
  await world.tickAt("2026-11-19T09:00:00Z");
  world.set("2026-11-19T15:00:00Z");
  await other("About mice");
  world.adapter.answer = ({ target }) =>
    target.thread === null ? null : { status: "refused", why: "message_gone", detail: "" };
  await world.tickAt("2026-11-20T09:00:00Z");
  expect(posts()).toHaveLength(1);
  expect((await world.store.subscriptions.list(world.workspace.id))[0]?.pausedBecause).toBeNull();
});

it("a list that needs two messages stays one post of a forum", async () => {
  world.adapter.split = (message) =>
    message.title === "" ? [message] : message.blocks.map((block) => ({ title: "", blocks: [block], footer: [] }));
  await subscribe({ topics: ["gan"] });
  await gan("2611.00001");
  await gan("2611.00002");
  await world.tickAt("2026-11-19T09:00:00Z");
  const [first, ...rest] = posts();
  expect(rest.length).toBeGreaterThan(0);
  expect(rest.map(({ thread }) => thread)).toEqual(rest.map(() => first?.id));
});
