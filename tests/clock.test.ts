import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { startClock } from "../src/clock.ts";
import { createLog } from "../src/log.ts";

const lines: string[] = [];
const log = createLog("info", [], (line) => lines.push(line));

beforeEach(() => {
  vi.useFakeTimers({ now: new Date("2026-11-23T09:00:10Z") });
  lines.length = 0;
});
afterEach(() => vi.useRealTimers());

describe("the clock", () => {
  it("wakes at once, then by the pattern", async () => {
    const wake = vi.fn(async () => {});
    const stop = startClock([{ name: "roundups", pattern: "*/30 * * * * *", wake }], log);
    expect(wake).toHaveBeenCalledTimes(1);
    await vi.advanceTimersByTimeAsync(65_000);
    expect(wake).toHaveBeenCalledTimes(3);
    await stop();
    await vi.advanceTimersByTimeAsync(65_000);
    expect(wake).toHaveBeenCalledTimes(3);
  });

  it("never runs the same work twice at a time, and stopping waits for it", async () => {
    const { promise, resolve } = Promise.withResolvers<void>();
    const wake = vi.fn(() => promise);
    const stop = startClock([{ name: "papers", pattern: "* * * * * *", wake }], log);
    await vi.advanceTimersByTimeAsync(10_000);
    expect(wake).toHaveBeenCalledTimes(1);
    let stopped = false;
    const stopping = stop().then(() => (stopped = true));
    await vi.advanceTimersByTimeAsync(0);
    expect(stopped).toBe(false);
    resolve();
    await stopping;
  });

  it("logs work that failed and wakes it again", async () => {
    const wake = vi.fn(() => Promise.reject(new Error("disk full")));
    const stop = startClock([{ name: "counts", pattern: "*/5 * * * * *", wake }], log);
    await vi.advanceTimersByTimeAsync(6_000);
    expect(wake.mock.calls.length).toBeGreaterThan(1);
    expect(lines[0]).toContain("disk full");
    await stop();
  });
});
