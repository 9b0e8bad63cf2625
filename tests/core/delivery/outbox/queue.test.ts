import { describe, expect, it } from "vitest";
import { postLimitsOf as limitsOf } from "../../../support/fake-adapter.ts";
import { createPacing } from "../../../../src/core/delivery/outbox/pacing.ts";

import { createQueue, type Queue } from "../../../../src/core/delivery/outbox/queue.ts";
import type { Waiting } from "../../../../src/core/store/store.ts";
import { waitingIn } from "../../../support/waiting.ts";

const begun = (queue: Queue, now: number): Waiting[] => {
  const next = queue.next(now);
  return "turn" in next ? [next.turn, ...begun(queue, now)] : [];
};
const ids = (turns: Waiting[]) => turns.map(({ id }) => id);
const queueOf = (...waiting: Waiting[]) => {
  const queue = createQueue(createPacing(limitsOf));
  queue.add(waiting);
  return queue;
};
const many = (count: number, workspace = 1) => Array.from({ length: count }, (_, i) => waitingIn(workspace, i + 1));

describe("one channel", () => {
  const twoForOne = () => [waitingIn(1, 1, { channel: "C" }), waitingIn(1, 2, { channel: "C" })] as const;

  it("has one message on the way, however long ago the first left", () => {
    const [first, second] = twoForOne();
    const queue = queueOf(first, second);
    expect(ids(begun(queue, 0))).toEqual([1]);
    expect(begun(queue, 60_000)).toEqual([]);
    queue.answered(first);
    expect(ids(begun(queue, 60_000))).toEqual([2]);
  });

  it("does not hold up its workspace's other channels", () => {
    const queue = queueOf(...twoForOne(), waitingIn(1, 3));
    expect(ids(begun(queue, 0))).toEqual([1, 3]);
  });

  it("gets its next message when the first was refused, too", () => {
    const [first, second] = twoForOne();
    const queue = queueOf(first, second);
    begun(queue, 0);
    queue.ended(first, false);
    expect(ids(begun(queue, 60_000))).toEqual([2]);
  });
});

describe("one workspace", () => {
  it("has two requests under way, and the next when one is answered", () => {
    const queue = queueOf(waitingIn(1, 1), waitingIn(1, 2), waitingIn(1, 3), waitingIn(2, 4));
    const first = begun(queue, 0);
    expect(ids(first)).toEqual([1, 4, 2]);
    if (first[0]) queue.answered(first[0]);
    expect(ids(begun(queue, 0))).toEqual([3]);
    expect(queue.size()).toBe(4);
  });

  it("has more under way the more the platform takes, at most ten, and two again after a refusal", () => {
    const queue = queueOf(...many(200));
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
    answered(100);
    expect(underWay).toHaveLength(10);
    const refused = underWay.pop();
    if (refused) queue.ended(refused, false);
    expect(begun(queue, 0)).toEqual([]);
    answered(7);
    expect(underWay).toHaveLength(2);
  });

  it("has more under way also when all were answered at the same moment, but two again after a rest", () => {
    const takeEight = (queue: Queue) => {
      for (let i = 0; i < 4; i++) {
        const underWay = begun(queue, 1_000);
        expect(underWay).toHaveLength(2);
        underWay.forEach((one) => queue.answered(one));
      }
      begun(queue, 1_000).forEach((one) => queue.answered(one));
    };
    const busy = queueOf(...many(60));
    takeEight(busy);
    expect(begun(busy, 11_000)).toHaveLength(3);
    const rested = queueOf(...many(60));
    takeEight(rested);
    expect(begun(rested, 11_001)).toHaveLength(2);
  });

  it("is asked for in turn, however much another one owes", () => {
    const queue = queueOf(...many(50), waitingIn(2, 101), waitingIn(3, 102));
    expect(ids(begun(queue, 0)).slice(0, 3)).toEqual([1, 101, 102]);
  });

  it("composes a few ahead, whatever is under way", () => {
    const composing = [3, 4, 5, 6, 7].map((id) => waitingIn(1, id, { composed: false }));
    const queue = queueOf(waitingIn(1, 1), waitingIn(1, 2), ...composing);
    expect(ids(begun(queue, 0))).toEqual([1, 2, 3, 4, 5, 6]);
    queue.ended(composing[0] as Waiting, false);
    expect(ids(begun(queue, 0))).toEqual([7]);
  });
});

describe("all workspaces together", () => {
  it("have 150 turns under way, and another for each that ends", () => {
    const all = Array.from({ length: 200 }, (_, i) => waitingIn(i, i + 1));
    const queue = queueOf(...all);
    expect(begun(queue, 0)).toHaveLength(150);
    expect(queue.next(0)).toEqual({ at: null });
    queue.ended(all[0] as Waiting, false);
    queue.answered(all[1] as Waiting);
    expect(begun(queue, 0)).toHaveLength(2);
  });

  it("wait for their shared limit no longer than its latest answers say", () => {
    const pacing = createPacing(limitsOf);
    const queue = createQueue(pacing);
    queue.add(Array.from({ length: 60 }, (_, i) => waitingIn(i, i + 1, { platform: "discord" })));
    const sent = (now: number) => {
      const turns = [];
      for (let next = queue.next(now); "turn" in next; next = queue.next(now))
        turns.push({ turn: next.turn, ticket: pacing.take(next.turn, now) });
      return turns;
    };
    const first = sent(0);
    expect(first).toHaveLength(50);
    expect(queue.next(0)).toEqual({ at: 1_975 });
    for (const { turn, ticket } of first) {
      pacing.endRequest(turn, ticket, 40);
      queue.answered(turn);
      queue.ended(turn, false);
    }
    expect(queue.next(40)).toEqual({ at: 1_015 });
    expect(sent(1_040)).toHaveLength(10);
  });
});

describe("a delivery", () => {
  it("that is added twice is sent once, and again when it is owed anew", () => {
    const owed = waitingIn(1, 1);
    const queue = queueOf(owed, owed);
    expect(begun(queue, 0)).toHaveLength(1);
    queue.add([owed]);
    expect(queue.size()).toBe(1);
    queue.ended(owed, false);
    expect([queue.size(), begun(queue, 60_000)]).toEqual([0, []]);
    queue.add([owed]);
    expect(begun(queue, 60_000)).toHaveLength(1);
  });

  it("that is composed, or has more to send, takes another turn", () => {
    const queue = queueOf(waitingIn(1, 1, { composed: false }), waitingIn(1, 2, { composed: false }));
    const [composing] = begun(queue, 0);
    if (composing) queue.ended(composing, true);
    const [sending] = begun(queue, 0);
    expect(sending).toMatchObject({ id: 1, composed: true });
    if (sending) queue.answered(sending);
    expect(begun(queue, 0)).toEqual([]);
    if (sending) queue.ended(sending, false);
    expect(queue.size()).toBe(1);
  });

  it("begins a moment before the platform allows it, and the queue says when that is", () => {
    const pacing = createPacing(limitsOf);
    const queue = createQueue(pacing);
    pacing.hold(waitingIn(1, 1), 9_000);
    pacing.hold(waitingIn(2, 2), 8_000);
    queue.add([waitingIn(1, 1), waitingIn(2, 2)]);
    expect(queue.next(0)).toEqual({ at: 7_975 });
    expect(begun(queue, 7_974)).toEqual([]);
    expect(ids(begun(queue, 7_975))).toEqual([2]);
    expect(queue.next(7_975)).toEqual({ at: 8_975 });
  });
});
