import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { usualTerms } from "../../commands/parts/subscriptions.ts";
import { type PaperBlock, textMessage } from "../../src/core/messages/message.ts";
import { paperFacts } from "../../src/core/papers/paper.ts";
import type { Delivery, Lease, NewSubscription, Store, Subscription, Workspace } from "../../src/core/store/store.ts";

const at = new Date("2026-11-19T09:00:00Z");
const later = (seconds: number) => new Date(at.getTime() + seconds * 1_000);
const lease = (owner: string, now = at): Lease => ({ owner, now, until: new Date(now.getTime() + 60_000) });
const channel = { channel: "C1", thread: null };
const gan: NewSubscription = {
  ...usualTerms,
  topics: ["gan"],
  on: "daily",
  tz: "UTC",
  channel: "C1",
  to: "here",
  madeBy: "U1",
  createdAt: at,
  baselineDay: null,
  next: { date: "2026-11-19", dueAt: at },
};

/** A paper as a list shows it, with no vote. */
export const shownPaper: PaperBlock = {
  kind: "paper",
  paper: "",
  size: "list",
  number: 1,
  title: { text: "One" },
  facts: [],
  summary: [],
  why: [],
  picture: null,
  votes: 0,
  actions: [],
};

/** What every store must do for subscriptions and deliveries; `open` makes an empty one. */
export function deliveryContract(
  name: string,
  open: () => Promise<{ store: Store; remove: () => Promise<void> }>,
): void {
  let store: Store;
  let remove: () => Promise<void>;
  let here: Workspace;
  let there: Workspace;
  let first: Subscription;
  beforeEach(async () => {
    ({ store, remove } = await open());
    here = await store.workspaces.ensure({ platform: "slack", workspace: "T1" });
    there = await store.workspaces.ensure({ platform: "slack", workspace: "T2" });
    first = await store.subscriptions.add(here.id, gan);
  });
  afterEach(() => remove());

  const owed = async (): Promise<Delivery> => {
    const slots = [{ date: "2026-11-19", dueAt: at, missed: null }];
    const next = { date: "2026-11-20", dueAt: later(86_400) };
    await store.deliveries.plan([{ due: gan, slots, next }]);
    const [delivery] = await store.deliveries.since(here.id, new Date(0));
    if (!delivery) throw new Error("nothing is owed");
    return delivery;
  };
  const composed = async (parts = 2): Promise<Delivery> => {
    const { id } = await owed();
    const message = textMessage("A roundup");
    const all = Array.from({ length: parts }, () => ({ place: "channel" as const, message }));
    await store.deliveries.compose(id, { parts: all, windowTo: at, rest: ["p7"] }, at);
    const delivery = await store.deliveries.get(id);
    if (!delivery) throw new Error("the delivery is gone");
    return delivery;
  };
  const posted = (message: string, drawn = textMessage("A roundup")) => ({
    ...channel,
    workspaceId: here.id,
    message,
    drawn,
  });
  const part = ({ parts }: Delivery, i: number): number => parts[i]?.id ?? 0;

  describe(`subscriptions on ${name}`, () => {
    it("have small numbers of their workspace's own, never given twice", async () => {
      const second = await store.subscriptions.add(here.id, gan);
      await store.subscriptions.end(second.id, at);
      const third = await store.subscriptions.add(here.id, gan);
      const elsewhere = await store.subscriptions.add(there.id, gan);
      expect([first.number, second.number, third.number, elsewhere.number]).toEqual([1, 2, 3, 1]);
      expect(await store.subscriptions.get(here.id, 2)).toBeNull();
      expect(await store.subscriptions.get(there.id, 3)).toBeNull();
      expect((await store.subscriptions.list(here.id)).map(({ number }) => number)).toEqual([1, 3]);
    });

    it("are due while they run", async () => {
      const due = [{ at: "09:00", on: "daily", tz: "UTC", next: first.next, count: 1 }];
      expect(await store.subscriptions.due(later(-1))).toEqual([]);
      expect(await store.subscriptions.due(at)).toEqual(due);
      await store.subscriptions.pause(first.id, "for a while", at);
      expect(await store.subscriptions.due(at)).toEqual([]);
      await store.subscriptions.resume(first.id, first.next);
      expect(await store.subscriptions.due(at)).toEqual(due);
      await store.workspaces.leave({ platform: "slack", workspace: "T1" }, at);
      expect(await store.subscriptions.due(at)).toEqual([]);
    });

    it("change in what is named and no more", async () => {
      await store.subscriptions.change(first.id, { limit: 3 }, { date: "2026-11-21", dueAt: later(9) }, at);
      expect(await store.subscriptions.get(here.id, 1)).toEqual({
        ...first,
        limit: 3,
        next: { date: "2026-11-21", dueAt: later(9) },
      });
    });

    it("name each distinct topic that was not asked for lately", async () => {
      await store.subscriptions.add(here.id, { ...gan, topics: ["gan", "diffusion"] });
      const unasked = (now: Date, down: string[] = []) =>
        store.subscriptions.unasked(
          later(1),
          { answered: new Date(now.getTime() - 3_600_000), failed: new Date(now.getTime() - 600_000), down },
          10,
        );
      expect((await unasked(at)).toSorted()).toEqual(["diffusion", "gan"]);
      await store.subscriptions.asked("gan", at, []);
      await store.subscriptions.asked("diffusion", at, ["arxiv"]);
      expect(await unasked(later(60))).toEqual([]);
      expect(await unasked(later(1_200))).toEqual(["diffusion"]);
      expect(await unasked(later(1_200), ["hugging-face"])).toEqual(["diffusion"]);
      expect(await unasked(later(1_200), ["arxiv"])).toEqual([]);
      expect(await store.subscriptions.unanswered(["gan", "diffusion"])).toEqual(["arxiv"]);
    });
  });

  describe(`deliveries on ${name}`, () => {
    it("are one per slot, however often they are planned", async () => {
      await owed();
      await owed();
      expect(await store.deliveries.since(here.id, new Date(0))).toHaveLength(1);
      expect((await store.subscriptions.get(here.id, 1))?.next.date).toBe("2026-11-20");
    });

    it("planned ahead are neither owed yet nor in the way of a change or a pause", async () => {
      const before = later(-10);
      const ahead = async () => {
        await store.deliveries.plan([{ due: gan, slots: [{ ...gan.next, missed: null }], next: null }]);
        return store.deliveries.coming(before, at);
      };
      const [id = 0] = await ahead();
      expect(await ahead()).toEqual([id]);
      expect(await store.deliveries.coming(before, later(-1))).toEqual([]);
      expect(await store.deliveries.coming(at, later(1))).toEqual([]);
      expect(await store.deliveries.waiting(before)).toEqual([]);
      expect(await store.deliveries.lastSlot(first.id, before)).toBeNull();
      expect(await store.deliveries.lastSlot(first.id, at)).toBe("2026-11-19");
      expect((await store.subscriptions.get(here.id, 1))?.next).toEqual(gan.next);
      await store.subscriptions.change(first.id, { limit: 3 }, gan.next, before);
      expect(await store.deliveries.get(id)).toBeNull();
      await ahead();
      await store.subscriptions.pause(first.id, "for a while", before);
      await store.subscriptions.resume(first.id, gan.next);
      expect(await store.deliveries.since(here.id, new Date(0))).toEqual([]);
      expect(await ahead()).toHaveLength(1);
    });

    it("coming soon are told some of each workspace first", async () => {
      const second = await store.subscriptions.add(here.id, gan);
      const elsewhere = await store.subscriptions.add(there.id, gan);
      await store.deliveries.plan([{ due: gan, slots: [{ ...gan.next, missed: null }], next: null }]);
      const ids = await store.deliveries.coming(later(-10), at);
      const of = await Promise.all(ids.map(async (id) => (await store.deliveries.get(id))?.subscription.id));
      expect(of).toEqual([first.id, elsewhere.id, second.id]);
    });

    it("are composed once", async () => {
      const { id } = await composed();
      const again = { parts: [{ place: "channel" as const, message: textMessage("Another") }], windowTo: at, rest: [] };
      expect(await store.deliveries.compose(id, again, at)).toBe(false);
      expect((await store.deliveries.get(id))?.parts).toHaveLength(2);
    });

    it("are worked on by one instance, until its lease ends", async () => {
      const delivery = await composed();
      expect(await store.deliveries.claim(part(delivery, 0), lease("a"), channel)).toBe(true);
      expect(await store.deliveries.claim(part(delivery, 0), lease("b"), channel)).toBe(false);
      expect(await store.deliveries.lease(delivery.id, lease("b"))).toBe(false);
      expect(await store.deliveries.waiting(later(59))).toEqual([]);
      expect(await store.deliveries.lease(delivery.id, lease("b", later(60)))).toBe(true);
    });

    it("are claimed by one of many that ask at the same moment", async () => {
      const delivery = await composed(1);
      const claims = ["a", "b", "c"].map((owner) => store.deliveries.claim(part(delivery, 0), lease(owner), channel));
      // Which of them is first is up to the connections they get.
      expect((await Promise.all(claims)).toSorted()).toEqual([false, false, true]);
    });

    it("are written down whole or not at all, whatever fails beside them", async () => {
      const delivery = await composed();
      const post = { platform: "slack", workspace: "T1", channel: "C1", thread: null, message: "m1" } as const;
      const outcomes = await Promise.allSettled([
        store.deliveries.claim(part(delivery, 0), lease("a"), channel),
        store.posts.record(404, post, [], textMessage("A roundup"), at),
        store.deliveries.sent(404, posted("m2"), at),
        store.deliveries.sent(part(delivery, 0), posted("m1"), at),
      ]);
      expect(outcomes.map(({ status }) => status)).toEqual(["fulfilled", "rejected", "rejected", "fulfilled"]);
      expect((await store.deliveries.get(delivery.id))?.parts[0]?.state).toBe("sent");
      expect(await store.posts.find(here.id, "C1", "m1")).toMatchObject({ papers: [] });
      expect(await store.posts.find(here.id, "C1", "m2")).toBeNull();
    });

    it("are sent and their post recorded at once; a post whose votes changed meanwhile is stale", async () => {
      const [{ id: paper } = { id: "" }] = await store.papers.save([paperFacts({ origin: "page", title: "One" })], at);
      const { blocks, ...rest } = textMessage("A roundup");
      const shown = { ...shownPaper, paper };
      const drawn = { ...rest, blocks: [...blocks, shown, { ...shown, paper: "p404" }] };
      const delivery = await composed(2);
      await store.deliveries.sent(part(delivery, 0), posted("m1", drawn), at);
      await store.votes.toggle(here.id, "U1", paper, at);
      await store.deliveries.sent(part(delivery, 1), posted("m2", drawn), later(1));
      await store.deliveries.sent(part(delivery, 1), posted("m2", drawn), later(2));
      const posts = await store.posts.since(here.id, new Date(0));
      expect(posts.map(({ message, papers, staleSince }) => ({ message, papers, staleSince }))).toEqual([
        { message: "m1", papers: [paper], staleSince: null },
        { message: "m2", papers: [paper], staleSince: later(1) },
      ]);
    });

    it("send their parts in order", async () => {
      const delivery = await composed();
      expect(await store.deliveries.claim(part(delivery, 1), lease("a"), channel)).toBe(false);
      await store.deliveries.claim(part(delivery, 0), lease("a"), channel);
      await store.deliveries.sent(part(delivery, 0), posted("m1"), at);
      expect((await store.deliveries.get(delivery.id))?.state).toBe("pending");
      expect(await store.deliveries.claim(part(delivery, 1), lease("a"), channel)).toBe(true);
      await store.deliveries.sent(part(delivery, 1), posted("m2"), at);
      expect(await store.deliveries.get(delivery.id)).toMatchObject({ state: "sent", finishedAt: at });
    });

    it("remember the first attempt that may have been posted, until one definitely was not", async () => {
      const delivery = await composed(1);
      const firstClaim = async () => (await store.deliveries.get(delivery.id))?.parts[0]?.firstClaimedAt;
      await store.deliveries.claim(part(delivery, 0), lease("a"), channel);
      await store.deliveries.doubt(part(delivery, 0), later(30), "lost");
      expect(await firstClaim()).toEqual(at);
      await store.deliveries.again(part(delivery, 0), later(31), "not there", true);
      expect(await firstClaim()).toBeNull();
      expect((await store.deliveries.get(delivery.id))?.parts[0]).toMatchObject({ plain: true, attempts: 1 });
      expect(await store.deliveries.nextAfter(later(1))).toEqual(later(31));
    });

    it("count every attempt that a platform may have seen, at the time of the last", async () => {
      const delivery = await composed(2);
      const attempted = async (from: Date) =>
        (await store.deliveries.attemptedSince(from)).map(({ at: when }) => when.getTime() - at.getTime());
      for (const index of [0, 1]) {
        const id = part(delivery, index);
        await store.deliveries.claim(id, lease("a"), channel);
        await store.deliveries.again(id, later(1), "not there", false);
        await store.deliveries.claim(id, lease("a", later(2 + index)), channel);
        if (index === 0) await store.deliveries.sent(id, posted("m1"), later(2));
      }
      expect(await attempted(at)).toEqual([2_000, 2_000, 3_000, 3_000]);
      expect(await attempted(later(3))).toEqual([3_000, 3_000]);
      await store.deliveries.giveUp(part(delivery, 1), "failed", "refused", later(4), true);
      expect(await attempted(later(3))).toEqual([3_000, 3_000]);
    });

    it("end as the worst of their parts", async () => {
      const delivery = await composed(3);
      await store.deliveries.claim(part(delivery, 0), lease("a"), channel);
      await store.deliveries.sent(part(delivery, 0), posted("m1"), at);
      await store.deliveries.giveUp(part(delivery, 1), "failed", "gone", at, true);
      expect(await store.deliveries.get(delivery.id)).toMatchObject({ state: "failed", reason: "gone" });
    });

    it("are cancelled with their subscription, unless an attempt is under way", async () => {
      const delivery = await composed();
      await store.deliveries.claim(part(delivery, 0), lease("a"), channel);
      await store.subscriptions.end(first.id, at);
      expect((await store.deliveries.get(delivery.id))?.state).toBe("sending");
      await store.deliveries.again(part(delivery, 0), at, "not posted", false);
      expect(await store.deliveries.claim(part(delivery, 0), lease("a"), channel)).toBe(false);
    });

    it("tell the next roundup what was looked at and left over", async () => {
      const delivery = await composed(1);
      const past = () => store.deliveries.past(first.id, new Date(0));
      expect(await past()).toEqual({ lookedUntil: null, leftOver: new Set() });
      await store.deliveries.claim(part(delivery, 0), lease("a"), channel);
      await store.deliveries.sent(part(delivery, 0), posted("m1"), at);
      expect(await past()).toEqual({ lookedUntil: at, leftOver: new Set(["p7"]) });
      expect(await store.deliveries.sentIn(here.id, "C1")).toBe(1);
    });

    it("are their workspace's own, and go with it", async () => {
      const { id } = await composed();
      expect(await store.deliveries.inWorkspace(there.id, id)).toBeNull();
      expect(await store.deliveries.since(there.id, new Date(0))).toEqual([]);
      await store.workspaces.leave({ platform: "slack", workspace: "T1" }, at);
      await store.workspaces.eraseLeft(later(1));
      expect(await store.deliveries.get(id)).toBeNull();
    });
  });
}
