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
      fc.record({ ms: fc.nat(30), there: fc.nat(limit.inMs / 10), back: fc.nat(limit.inMs / 10) }),
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
          const at = Math.min(ticket.at + there + back, ticket.at + limit.inMs / 10);
          replies.push({ at, told: () => pacing.endRequest(to, ticket, at) });
          arrivals.push(ticket.at + there);
        });
        expect(mostWithin(arrivals, limit.inMs)).toBeLessThanOrEqual(limit.posts);
      }),
    );
  });

  it("waits no longer for an answer than a part of the window", () => {
    const pacing = createPacing(limitsOf);
    const to = waitingIn(1, 1);
    const ticket = pacing.take(to, 5_000);
    expect(pacing.readyAt(to)).toBe(6_100);
    pacing.endRequest(to, ticket, 5_010);
    expect(pacing.readyAt(to)).toBe(6_010);
    const slow = pacing.take(to, 7_000);
    pacing.endRequest(to, slow, 9_000);
    expect(pacing.readyAt(to)).toBe(8_100);
  });

  it("counts what was given back no more", () => {
    const pacing = createPacing(limitsOf);
    const to = waitingIn(1, 1);
    pacing.giveBack(to, pacing.take(to, 5_000));
    expect(pacing.readyAt(to)).toBe(0);
  });
});
