import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { postLimitsOf as limitsOf } from "../../../support/fake-adapter.ts";
import { createPacing } from "../../../../src/core/delivery/outbox/pacing.ts";
import { waitingIn } from "../../../support/waiting.ts";

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
        const pacing = createPacing(limitsOf);
        const times: number[] = [];
        let now = 1_000_000;
        posts.forEach(({ ms, late }, i) => {
          const to = waitingIn(i, i, { platform: "discord" });
          now = Math.max(now + ms, pacing.readyAt(to) - 25);
          const ticket = pacing.take(to, now);
          pacing.startRequest(to, ticket, now + late);
          times.push(ticket.at);
        });
        expect(mostWithin(times, limitsOf("discord").all?.inMs ?? 0)).toBeLessThanOrEqual(50);
      }),
    );
  });

  it("keeps every window within the limit where posts arrive, wherever between leaving and its answer each does", () => {
    const limit = limitsOf("discord").all ?? { posts: 0, inMs: 0 };
    const journeys = fc.array(
      fc.record({ ms: fc.nat(30), there: fc.nat(limit.inMs / 2), back: fc.nat(limit.inMs / 2) }),
      { minLength: 120, maxLength: 250 },
    );
    fc.assert(
      fc.property(journeys, (posts) => {
        const pacing = createPacing(limitsOf);
        const arrivals: number[] = [];
        let replies: { at: number; told: () => void }[] = [];
        let now = 1_000_000;
        posts.forEach(({ ms, there, back }, i) => {
          const to = waitingIn(i, i, { platform: "discord" });
          now = Math.max(now + ms, pacing.readyAt(to) - 25);
          for (const { at, told } of replies) if (at <= now) told();
          replies = replies.filter(({ at }) => at > now);
          const ticket = pacing.take(to, now);
          const at = ticket.at + there + back;
          replies.push({ at, told: () => pacing.endRequest(to, ticket, at) });
          arrivals.push(ticket.at + there);
        });
        expect(mostWithin(arrivals, limit.inMs)).toBeLessThanOrEqual(limit.posts);
      }),
    );
  });

  it("waits no longer for an answer than a window lasts", () => {
    const pacing = createPacing(limitsOf);
    const to = waitingIn(1, 1);
    const ticket = pacing.take(to, 5_000);
    expect(pacing.readyAt(to)).toBe(7_000);
    pacing.endRequest(to, ticket, 5_010);
    expect(pacing.readyAt(to)).toBe(6_010);
    const slow = pacing.take(to, 7_000);
    pacing.endRequest(to, slow, 9_000);
    expect(pacing.readyAt(to)).toBe(9_000);
  });

  it("gives requests that start long after their time a new one, behind those that were allowed meanwhile", () => {
    const pacing = createPacing(limitsOf);
    const turns = (from: number, now: number) =>
      Array.from({ length: 50 }, (_, i) => {
        const to = waitingIn(from + i, from + i, { platform: "discord" });
        return { to, ticket: pacing.take(to, now) };
      });
    const all = [...turns(0, 0), ...turns(50, 2_000)];
    expect(all.filter(({ ticket }) => ticket.at === 2_000)).toHaveLength(50);
    for (const { to, ticket } of all) pacing.startRequest(to, ticket, 2_001);
    expect(
      mostWithin(
        all.map(({ ticket }) => ticket.at),
        1_000,
      ),
    ).toBe(50);
  });

  it("counts what was given back no more", () => {
    const pacing = createPacing(limitsOf);
    const to = waitingIn(1, 1);
    pacing.giveBack(to, pacing.take(to, 5_000));
    expect(pacing.readyAt(to)).toBe(0);
  });
});
