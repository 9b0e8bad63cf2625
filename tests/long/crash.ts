import { setTimeout as sleep } from "node:timers/promises";
import { describe, expect, it } from "vitest";
import { type FanOut, type Owed, type Verdict, withFanOut } from "./fan-out.ts";
import { unreliableDiscord, unreliableSlack, type UnreliablePlatform } from "./platforms.ts";

/** Where the bot is killed: a platform, and what it delivers. */
export const crashRuns = [
  ["Slack", "list", unreliableSlack],
  ["Discord", "cards", unreliableDiscord],
  ["Slack", "cards", unreliableSlack],
  ["Discord", "list", unreliableDiscord],
] as const;

/** The same for notes under posts. */
export const noteRuns = [
  ["Slack", "notes", unreliableSlack],
  ["Discord", "notes", unreliableDiscord],
] as const;

type Run = (typeof crashRuns)[number] | (typeof noteRuns)[number];

/** Kills the bot in fan-outs to `channels` channels, `kills` times in all runs together. */
export function everyCrash(kills: number, channels: number, runs: readonly Run[]): void {
  describe(`killed at random points of a ${channels}-channel fan-out`, () => {
    // At once: a run waits most of its time for what the killed bot held.
    it.concurrent.each(runs)("%s, %s: each appears once", async (platform, owed, make) => {
      const result = await crashRun(() => make(channels), owed, Math.ceil(kills / runs.length));
      console.log(`${platform}, ${owed}: ${result.kills} kills, ${result.fanOuts} fan-outs, ${result.posts} posts`);
      expect(result).toMatchObject({ lost: [], doubled: [], notSent: [] });
    });
  });
}

/** What one crash run came to. */
interface CrashResult extends Verdict {
  kills: number;
  fanOuts: number;
}

/** Kills the bot at random points while it delivers to all channels, over as many fan-outs as the kills need. */
async function crashRun(
  makePlatform: () => Promise<UnreliablePlatform>,
  owed: Owed,
  kills: number,
): Promise<CrashResult> {
  const result: CrashResult = { kills: 0, fanOuts: 0, posts: 0, lost: [], doubled: [], notSent: [] };
  while (result.kills < kills) {
    await withFanOut(makePlatform, owed, async (fanOut) => {
      result.kills += await killUntilDone(fanOut, kills - result.kills);
      result.fanOuts++;
      const { posts, lost, doubled, notSent } = await fanOut.judge();
      result.posts += posts;
      result.lost.push(...lost);
      result.doubled.push(...doubled);
      result.notSent.push(...notSent);
    });
  }
  return result;
}

/** The kills it took, at most as many as wanted. */
async function killUntilDone({ platform, startBot, isDone }: FanOut, most: number): Promise<number> {
  const deadline = Date.now() + 15 * 60_000;
  for (let kills = 0; ; kills++) {
    const bot = startBot();
    const wanted = platform.count() + 1 + Math.floor(Math.random() * 4);
    for (let looked = 0; ; looked++) {
      if (Date.now() > deadline) throw new Error(`the fan-out does not end: ${bot.output()}`);
      bot.mustRun();
      if (kills < most && platform.count() >= wanted) break;
      if (looked % 100 === 99 && (await isDone())) {
        await bot.end("SIGTERM");
        return kills;
      }
      await sleep(5);
    }
    await sleep(Math.random() * 30);
    await bot.end("SIGKILL");
  }
}
