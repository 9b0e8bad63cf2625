import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { startClock, watchClocks } from "../src/clock.ts";
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
    const stop = startClock([{ name: "roundups", pattern: "*/30 * * * * *", wake }], log, watchClocks());
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
    const stop = startClock([{ name: "papers", pattern: "* * * * * *", wake }], log, watchClocks());
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
    const stop = startClock([{ name: "counts", pattern: "*/5 * * * * *", wake }], log, watchClocks());
    await vi.advanceTimersByTimeAsync(6_000);
    expect(wake.mock.calls.length).toBeGreaterThan(1);
    expect(lines[0]).toContain("disk full");
    await stop();
  });

  it.each([
    ["six hours ahead and back", 6 * 3_600_000],
    ["400 days ahead and back", 400 * 86_400_000],
  ])("goes on waking after the clock was set %s", async (_, ms) => {
    const wake = vi.fn(async () => {});
    const stop = startClock([{ name: "roundups", pattern: "*/30 * * * * *", wake }], log, watchClocks());
    vi.setSystemTime(Date.now() + ms);
    await vi.advanceTimersByTimeAsync(36_000);
    vi.setSystemTime(Date.now() - ms);
    await vi.advanceTimersByTimeAsync(6_000);
    const before = wake.mock.calls.length;
    await vi.advanceTimersByTimeAsync(61_000);
    expect(wake.mock.calls.length - before).toBe(2);
    expect(lines.join("")).toContain("the clock was set");
    await stop();
  });

  it("is not believed for two minutes after it was set, and is through every small correction", () => {
    let [wall, steady] = [1_000_000, 0];
    const watch = watchClocks({ wall: () => wall, steady: () => steady });
    const pass = (ms: number, setBy = 0) => {
      [wall, steady] = [wall + ms + setBy, steady + ms];
      return watch.isSure();
    };
    expect([pass(60_000), pass(1_000, 20_000), pass(1_000, 20_000)]).toEqual([true, true, true]);
    expect([pass(1_000, 3_600_000), pass(119_000), pass(1_000)]).toEqual([false, false, true]);
    expect([pass(1_000, -3_600_000), pass(119_000), pass(1_000)]).toEqual([false, false, true]);
  });
});
