import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { type Clocks, createClock, startClock } from "../src/clock.ts";
import { createLog } from "../src/log.ts";

const lines: string[] = [];
const log = createLog("info", [], (line) => lines.push(line));

beforeEach(() => {
  vi.useFakeTimers({ now: new Date("2026-11-23T09:00:10Z") });
  lines.length = 0;
});
afterEach(() => vi.useRealTimers());

/** The machine's clock, of which nobody on the network knows anything. */
const machine = () => createClock({ wall: Date.now, steady: () => performance.now(), ask: async () => [] });

describe("the clock", () => {
  it("wakes at once, then by the pattern", async () => {
    const wake = vi.fn(async () => {});
    const stop = startClock([{ name: "roundups", pattern: "*/30 * * * * *", wake }], log, machine());
    expect(wake).toHaveBeenCalledTimes(1);
    await vi.advanceTimersByTimeAsync(65_000);
    expect(wake).toHaveBeenCalledTimes(3);
    await stop();
    await vi.advanceTimersByTimeAsync(65_000);
    expect(wake).toHaveBeenCalledTimes(3);
  });

  it("does not wake at once what waits for its time", async () => {
    const wake = vi.fn(async () => {});
    const waker = { name: "reactions", pattern: "*/30 * * * * *", notAtStart: true, wake } as const;
    const stop = startClock([waker], log, machine());
    expect(wake).not.toHaveBeenCalled();
    await vi.advanceTimersByTimeAsync(65_000);
    expect(wake).toHaveBeenCalledTimes(2);
    await stop();
  });

  it("never runs the same work twice at a time, and stopping waits for it", async () => {
    const { promise, resolve } = Promise.withResolvers<void>();
    const wake = vi.fn(() => promise);
    const stop = startClock([{ name: "papers", pattern: "* * * * * *", wake }], log, machine());
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
    const stop = startClock([{ name: "counts", pattern: "*/5 * * * * *", wake }], log, machine());
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
    const stop = startClock([{ name: "roundups", pattern: "*/30 * * * * *", wake }], log, machine());
    vi.setSystemTime(Date.now() + ms);
    await vi.advanceTimersByTimeAsync(36_000);
    vi.setSystemTime(Date.now() - ms);
    await vi.advanceTimersByTimeAsync(6_000);
    const before = wake.mock.calls.length;
    await vi.advanceTimersByTimeAsync(61_000);
    expect(wake.mock.calls.length - before).toBe(2);
    expect(lines.join("")).toContain("the machine's clock was set");
    await stop();
  });
});

describe("the bot's time", () => {
  const begin = Date.parse("2026-11-23T09:00:00Z");
  const [second, minute, hour] = [1_000, 60_000, 3_600_000];
  /** A bot whose machine's clock is `wrong` by so much, and servers that are right, or say nothing. */
  const bot = (answers = true) => {
    const world = { passed: 0, wrong: 0, answers, asked: 0 };
    const truth = () => begin + world.passed;
    const clocks: Clocks = {
      wall: () => truth() + world.wrong,
      steady: () => world.passed,
      ask: async () => (world.asked++, world.answers ? [truth() + second, truth() - second] : []),
    };
    const clock = createClock(clocks);
    const moved: number[] = [];
    clock.onMoved((byMs) => moved.push(byMs));
    /** Lets time pass; by how much the bot is wrong then. */
    const pass = async (ms: number) => {
      world.passed += ms;
      clock.look();
      await vi.advanceTimersByTimeAsync(0);
      return clock.now().getTime() - truth();
    };
    return { world, moved, pass };
  };

  it.each([6 * hour, -6 * hour, 400 * 24 * hour])(
    "stays right while the clock is wrong by %i ms for days",
    async (ms) => {
      const { world, moved, pass } = bot();
      world.wrong = ms;
      for (let hours = 0; hours < 72; hours++) expect(await pass(hour)).toBe(0);
      world.wrong = 0;
      expect([await pass(second), moved]).toEqual([0, []]);
    },
  );

  it("follows small corrections without asking anybody", async () => {
    const { world, pass } = bot();
    const errors = [];
    for (let i = 0; i < 3; i++) {
      world.wrong += 20 * second;
      errors.push(await pass(second));
    }
    expect([errors, world.asked]).toEqual([[20_000, 40_000, 60_000], 0]);
  });

  it("follows at once when a wrong clock is corrected, or a machine that slept wakes up", async () => {
    const { world, moved, pass } = bot();
    const slept = 8 * hour;
    // The steady clock stands still in a machine that sleeps: it and the bot's time are behind the truth.
    world.wrong = -slept;
    const late = createClock({
      wall: () => begin + world.passed + slept + world.wrong,
      steady: () => world.passed,
      ask: async () => [begin + world.passed + slept],
    });
    world.wrong = 0;
    late.look();
    await vi.advanceTimersByTimeAsync(0);
    expect(late.now()).toEqual(new Date(begin + world.passed + slept));
    expect([await pass(minute), moved]).toEqual([0, []]);
  });

  it("asks again later where no server answers, and believes what held for a quarter of an hour", async () => {
    const { world, moved, pass } = bot(false);
    world.wrong = hour;
    expect([await pass(second), await pass(14 * minute), moved]).toEqual([0, 0, []]);
    expect([await pass(minute), moved]).toEqual([hour, [hour]]);
    world.answers = true;
    world.wrong = 0;
    expect([await pass(minute), moved]).toEqual([0, [hour, -hour]]);
  });

  it("is not moved by one server that is wrong", async () => {
    const clocks = { passed: 0, wrong: 0 };
    const clock = createClock({
      wall: () => begin + clocks.passed + clocks.wrong,
      steady: () => clocks.passed,
      ask: async () => [begin + hour, begin, begin],
    });
    clocks.wrong = hour;
    clock.look();
    await vi.advanceTimersByTimeAsync(0);
    expect(clock.now()).toEqual(new Date(begin));
  });
});
