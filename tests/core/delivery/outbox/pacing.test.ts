import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createPacing, limitsOf } from "../../../../src/core/delivery/outbox/pacing.ts";
import { createQueue } from "../../../../src/core/delivery/outbox/queue.ts";
import type { Waiting } from "../../../../src/core/store/store.ts";

const place = (id: number, workspaceId: number, facts: Partial<Waiting> = {}): Waiting => ({
  id,
  workspaceId,
  platform: "slack",
  workspace: `W${workspaceId}`,
  channel: `C${id}`,
  composed: true,
  ...facts,
});

/** The most posts that went out within any such window. */
function mostWithin(times: readonly number[], inMs: number): number {
  const sorted = times.toSorted((a, b) => a - b);
  return Math.max(0, ...sorted.map((from) => sorted.filter((at) => at >= from && at < from + inMs).length));
}

describe("pacing", () => {
  it("keeps every window within the limit, however late each request goes out", () => {
    const delays = fc.array(fc.record({ ms: fc.nat(40), late: fc.nat(90) }), { minLength: 60, maxLength: 200 });
    fc.assert(
      fc.property(delays, (posts) => {
        const pacing = createPacing();
        const times: number[] = [];
        let now = 1_000_000;
        posts.forEach(({ ms, late }, i) => {
          const to = place(i, i, { platform: "discord" });
          now = Math.max(now + ms, pacing.readyAt(to) - 25);
          const ticket = pacing.take(to, now);
          pacing.startRequest(to, ticket, now + late);
          times.push(ticket.at);
        });
        expect(mostWithin(times, limitsOf.discord.all?.inMs ?? 0)).toBeLessThanOrEqual(50);
      }),
    );
  });

  it("keeps every window within the limit where posts arrive, wherever between leaving and its answer each does", () => {
    const limit = limitsOf.discord.all ?? { posts: 0, inMs: 0, answerMs: 0 };
    const journeys = fc.array(
      fc.record({ ms: fc.nat(30), there: fc.nat(limit.answerMs), back: fc.nat(limit.answerMs) }),
      { minLength: 120, maxLength: 250 },
    );
    fc.assert(
      fc.property(journeys, (posts) => {
        const pacing = createPacing();
        const arrivals: number[] = [];
        let replies: { at: number; told: () => void }[] = [];
        let now = 1_000_000;
        posts.forEach(({ ms, there, back }, i) => {
          const to = place(i, i, { platform: "discord" });
          now = Math.max(now + ms, pacing.readyAt(to) - 25);
          for (const { at, told } of replies) if (at <= now) told();
          replies = replies.filter(({ at }) => at > now);
          const ticket = pacing.take(to, now);
          const at = Math.min(ticket.at + there + back, ticket.at + limit.answerMs);
          replies.push({ at, told: () => pacing.endRequest(to, ticket, at) });
          arrivals.push(ticket.at + there);
        });
        expect(mostWithin(arrivals, limit.inMs)).toBeLessThanOrEqual(limit.posts);
      }),
    );
  });

  it("waits no longer for an answer than a part of the window", () => {
    const pacing = createPacing();
    const to = place(1, 1);
    const ticket = pacing.take(to, 5_000);
    expect(pacing.readyAt(to)).toBe(6_100);
    pacing.endRequest(to, ticket, 5_010);
    expect(pacing.readyAt(to)).toBe(6_010);
    const slow = pacing.take(to, 7_000);
    pacing.endRequest(to, slow, 9_000);
    expect(pacing.readyAt(to)).toBe(8_100);
  });

  it("counts what was given back no more", () => {
    const pacing = createPacing();
    const to = place(1, 1);
    pacing.giveBack(to, pacing.take(to, 5_000));
    expect(pacing.readyAt(to)).toBe(0);
  });
});

describe("the queue", () => {
  const begun = (queue: ReturnType<typeof createQueue>, now: number): Waiting[] => {
    const next = queue.next(now);
    return "turn" in next ? [next.turn, ...begun(queue, now)] : [];
  };
  const queueOf = (...waiting: Waiting[]) => {
    const queue = createQueue(createPacing());
    queue.add(waiting);
    return queue;
  };

  it("has two requests of a workspace under way, and the next when one is answered", () => {
    const queue = queueOf(place(1, 1), place(2, 1), place(3, 1), place(4, 2));
    const first = begun(queue, 0);
    expect(first.map(({ id }) => id)).toEqual([1, 4, 2]);
    if (first[0]) queue.answered(first[0]);
    expect(begun(queue, 0).map(({ id }) => id)).toEqual([3]);
    expect(queue.size()).toBe(4);
  });

  it("has more of a workspace under way the more the platform takes, and two again after a refusal", () => {
    const queue = queueOf(...Array.from({ length: 60 }, (_, i) => place(i + 1, 1)));
    const underWay = begun(queue, 0);
    const answered = (times: number) => {
      for (let i = 0; i < times; i++) {
        const one = underWay.shift();
        if (one) queue.answered(one);
        underWay.push(...begun(queue, 0));
      }
    };
    answered(7);
    expect(underWay).toHaveLength(2);
    answered(1);
    expect(underWay).toHaveLength(3);
    answered(16);
    expect(underWay).toHaveLength(5);
    const refused = underWay.pop();
    if (refused) queue.ended(refused, false);
    expect(begun(queue, 0)).toEqual([]);
    answered(3);
    expect(underWay).toHaveLength(2);
  });

  it("has more under way also when all were answered at the same moment, but two again after a rest", () => {
    const queue = queueOf(...Array.from({ length: 60 }, (_, i) => place(i + 1, 1)));
    for (let i = 0; i < 4; i++) {
      const underWay = begun(queue, 1_000);
      expect(underWay).toHaveLength(2);
      underWay.forEach((one) => queue.answered(one));
    }
    begun(queue, 1_000).forEach((one) => queue.answered(one));
    expect(begun(queue, 11_000)).toHaveLength(3);
    const rested = queueOf(...Array.from({ length: 60 }, (_, i) => place(i + 1, 1)));
    for (let i = 0; i < 5; i++) begun(rested, 1_000).forEach((one) => rested.answered(one));
    expect(begun(rested, 11_001)).toHaveLength(2);
  });

  it("composes a few of a workspace ahead, whatever is under way", () => {
    const composed = false;
    const queue = queueOf(place(1, 1), place(2, 1), ...[3, 4, 5, 6, 7].map((id) => place(id, 1, { composed })));
    const ids = begun(queue, 0).map(({ id }) => id);
    expect(ids).toEqual([1, 2, 3, 4, 5, 6]);
  });

  it("sends what it has composed, and what has more to send, once more", () => {
    const queue = queueOf(place(1, 1, { composed: false }));
    const [composing] = begun(queue, 0);
    if (composing) queue.ended(composing, true);
    const [sending] = begun(queue, 0);
    expect(sending).toMatchObject({ id: 1, composed: true });
    if (sending) queue.answered(sending);
    expect(begun(queue, 0)).toEqual([]);
    if (sending) queue.ended(sending, false);
    expect(queue.size()).toBe(0);
  });

  it("says when the first of those that wait may begin", () => {
    const pacing = createPacing();
    const queue = createQueue(pacing);
    pacing.hold(place(1, 1), 9_000);
    pacing.hold(place(2, 2), 8_000);
    queue.add([place(1, 1), place(2, 2)]);
    const next = queue.next(0);
    expect("at" in next && next.at).toBeGreaterThan(7_900);
    expect("at" in next && next.at).toBeLessThanOrEqual(8_000);
    expect(begun(queue, 8_000).map(({ id }) => id)).toEqual([2]);
  });
});
