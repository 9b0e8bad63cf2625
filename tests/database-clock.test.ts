import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { databaseClock } from "../src/database-clock.ts";

/** How long each question takes to the database, and its answer back, in milliseconds. */
let journeys: [there: number, back: number][];
/** What the database's clock is ahead of this machine's. */
let ahead: number;

beforeEach(() => {
  vi.useFakeTimers({ toFake: ["performance", "Date"] });
  ahead = 3_600_000;
});
afterEach(() => vi.useRealTimers());

const databaseTime = () => performance.now() + ahead;
const read = async () => {
  const [there, back] = journeys.shift() ?? [1, 1];
  vi.advanceTimersByTime(there);
  const told = new Date(databaseTime());
  vi.advanceTimersByTime(back);
  return told;
};
/** How far the clock is from the database's after a minute and the reading that it begins. */
const offAfterAMinute = async (now: () => Date) => {
  vi.advanceTimersByTime(61_000);
  now();
  for (let turn = 0; turn < 10; turn++) await Promise.resolve();
  expect(journeys).toEqual([]);
  return Math.abs(now().getTime() - databaseTime());
};

describe("the database's clock", () => {
  it.each([[[0, 300]], [[300, 0]]] as [there: number, back: number][][])(
    "does not jump when an answer takes long: %j",
    async (slow) => {
      journeys = [[1, 1]];
      const now = await databaseClock(read);
      journeys = [slow];
      expect(await offAfterAMinute(now)).toBeLessThan(3);
    },
  );

  it("is asked again at a start that was busy", async () => {
    journeys = [
      [0, 400],
      [1, 1],
    ];
    const now = await databaseClock(read);
    expect(Math.abs(now().getTime() - databaseTime())).toBeLessThan(3);
  });

  it("follows the database where its clock was set", async () => {
    journeys = [[1, 1]];
    const now = await databaseClock(read);
    ahead += 5_000;
    journeys = [[1, 1]];
    expect(await offAfterAMinute(now)).toBeLessThan(3);
  });
});
