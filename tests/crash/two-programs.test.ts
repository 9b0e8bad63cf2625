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
      async ({ startBot, isDone, judge }) => {
        const bots = [startBot(), startBot()];
        while (!(await isDone())) {
          for (const { child, output } of bots) if (child.exitCode !== null) throw new Error(output());
          await sleep(200);
        }
        await Promise.all(bots.map((bot) => bot.stop()));
        expect(await judge()).toMatchObject({ lost: [], doubled: [], notSent: [] });
      },
    );
  },
  10 * 60_000,
);
