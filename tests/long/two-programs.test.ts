import { setTimeout as sleep } from "node:timers/promises";
import { expect, it } from "vitest";
import { withFanOut } from "./fan-out.ts";
import { unreliableDiscord, unreliableSlack } from "./platforms.ts";

const slots = 1_000;

it.each([
  ["Slack", unreliableSlack],
  ["Discord", unreliableDiscord],
] as const)(
  `two programs on one database deliver each of ${slots} slots once on %s`,
  async (_platform, make) => {
    await withFanOut(
      () => make(slots),
      "list",
      async ({ startBot, isDone, workers, judge }) => {
        const bots = [startBot(), startBot()];
        const worked = new Set<string>();
        while (!(await isDone())) {
          for (const bot of bots) bot.mustRun();
          for (const name of workers()) worked.add(name);
          await sleep(100);
        }
        await Promise.all(bots.map((bot) => bot.end("SIGTERM")));
        expect(await judge()).toMatchObject({ lost: [], doubled: [], notSent: [] });
        expect(worked.size).toBe(2);
      },
    );
  },
  10 * 60_000,
);
