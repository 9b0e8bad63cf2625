import { pathToFileURL } from "node:url";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { expect } from "vitest";
import { type EmptyDatabase } from "../support/engines.ts";
import { type Bot, type FanOut, withFanOut } from "./fan-out.ts";
import type { UnreliablePlatform } from "./platforms.ts";

/** What happens to three programs while they deliver, each time that all of them are up. */
export interface Mishap {
  everyMs: number;
  happen: (programs: Programs, fanOut: FanOut) => Promise<void>;
  /** A program may end by itself; it is started again, as a service manager does. */
  mayEnd?: boolean;
}

/** Three programs on one database. */
export interface Programs {
  all: Bot[];
  /** Kills one and starts it again. */
  kill(index: number): Promise<void>;
}

/** A platform's limit for posts, as its server counts: so many in so many milliseconds. */
interface Limit {
  posts: number;
  inMs: number;
}

const skewed = pathToFileURL(join(import.meta.dirname, "../support/skewed-clock.js")).href;

/** Lets three programs deliver, their clocks apart by `skewMs` each, until all is out; then nothing is lost, doubled or too fast. */
export async function deliverWithThree(
  makePlatform: () => Promise<UnreliablePlatform>,
  makeDatabase: () => Promise<EmptyDatabase>,
  limit: Limit,
  { everyMs, happen, mayEnd = false }: Mishap,
  skewMs = 0,
): Promise<void> {
  await withFanOut(
    makePlatform,
    "list",
    async (fanOut) => {
      const start = (index: number) =>
        fanOut.startBot(
          skewMs === 0 ? {} : { NODE_OPTIONS: `--import ${skewed}`, CLOCK_SKEW_MS: String((index - 1) * skewMs) },
        );
      const programs: Programs = {
        all: [0, 1, 2].map(start),
        async kill(index) {
          await programs.all[index]?.end("SIGKILL");
          programs.all[index] = start(index);
        },
      };
      let mishaps = 0;
      let next = performance.now() + everyMs;
      const isDone = () => fanOut.isDone().catch(() => false);
      while (!(await isDone())) {
        for (const [index, bot] of programs.all.entries()) {
          if (!mayEnd) bot.mustRun();
          else if (bot.hasEnded()) programs.all[index] = start(index);
        }
        await sleep(100);
        // Where a start takes longer than the time to the next mishap, nothing would ever be sent.
        if (performance.now() < next || !programs.all.every((bot) => bot.isReady())) continue;
        await happen(programs, fanOut);
        mishaps++;
        next = performance.now() + everyMs;
      }
      await Promise.all(programs.all.map((bot) => bot.end("SIGTERM")));
      const verdict = await fanOut.judge();
      const most = mostWithin(fanOut.platform.arrivals, limit.inMs);
      console.log(`${verdict.posts} posts, ${mishaps} mishaps, at most ${most} in ${limit.inMs / 1_000} s`);
      expect(verdict).toMatchObject({ lost: [], doubled: [], notSent: [] });
      expect(most).toBeLessThanOrEqual(limit.posts);
    },
    makeDatabase,
  );
}

/** The most moments in any window of that length. */
function mostWithin(moments: readonly number[], ms: number): number {
  let first = 0;
  let most = 0;
  for (const [last, at] of moments.entries()) {
    while ((moments[first] ?? at) <= at - ms) first++;
    most = Math.max(most, last - first + 1);
  }
  return most;
}
