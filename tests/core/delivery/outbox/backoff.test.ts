import { describe, expect, it } from "vitest";
import { backoffMs, waitUntil } from "../../../../src/core/delivery/outbox/backoff.ts";

describe("backing off", () => {
  it.each([
    [1, 0, 30_000],
    [2, 0, 60_000],
    [3, 0, 120_000],
    [8, 0, 3_600_000],
    [1_000, 0, 3_600_000],
    [0, 0, 30_000],
    [1, 0.5, 22_500],
    [3, 0.999, 60_060],
  ])("after %i attempts with jitter %d: %i ms", (attempts, random, ms) => {
    expect(backoffMs(attempts, () => random)).toBe(ms);
  });
});

describe("being told to wait", () => {
  const now = new Date("2026-11-23T09:00:00Z");
  it.each([
    ["what was asked", "2026-11-23T09:00:30Z", "2026-11-23T09:00:30.000Z"],
    ["at most an hour", "2058-01-01T00:00:00Z", "2026-11-23T10:00:00.000Z"],
    ["at least a second", "2026-11-23T08:00:00Z", "2026-11-23T09:00:01.000Z"],
    ["an hour for garbage", "never", "2026-11-23T10:00:00.000Z"],
  ])("%s", (_what, until, expected) => expect(waitUntil(new Date(until), now).toISOString()).toBe(expected));
});
