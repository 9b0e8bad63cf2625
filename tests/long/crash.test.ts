import { describe, expect, it } from "vitest";
import { crashRun } from "./crash.ts";
import { unreliableDiscord, unreliableSlack } from "./platforms.ts";

/** Kills in all (CRASH_KILLS), shared between platforms and layouts; the full form is 500 for each: CRASH_KILLS=2000. */
const kills = Number(process.env["CRASH_KILLS"] ?? 50);
const channels = Number(process.env["CRASH_CHANNELS"] ?? 200);

describe(`killed at random points of a ${channels}-channel fan-out`, () => {
  const runs = [
    ["Slack", "list", unreliableSlack],
    ["Slack", "cards", unreliableSlack],
    ["Discord", "list", unreliableDiscord],
    ["Discord", "cards", unreliableDiscord],
  ] as const;
  it.each(runs)(
    "%s, %s: every roundup appears once",
    async (platform, layout, make) => {
      const result = await crashRun(() => make(channels), layout, Math.ceil(kills / runs.length));
      console.log(`${platform}, ${layout}: ${result.kills} kills, ${result.fanOuts} fan-outs, ${result.posts} posts`);
      expect(result).toMatchObject({ lost: [], doubled: [], notSent: [] });
    },
    4 * 3_600_000,
  );
});
