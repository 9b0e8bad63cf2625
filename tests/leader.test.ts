import { pino } from "pino";
import { expect, it } from "vitest";
import { startLeading } from "../src/leader.ts";

it("a leader that hands over claims nothing more, and frees its lease when what it has begun is over", async () => {
  let holder: string | null = null;
  const leases = {
    hold: async (_name: string, by: string) => (holder ??= by),
    holder: async () => holder,
    release: async () => void (holder = null),
  };
  const ended = Promise.withResolvers<void>();
  let mayClaim = () => false;
  const leadership = await startLeading({
    leases,
    log: pino({ level: "silent" }),
    begin(isLeading) {
      mayClaim = isLeading;
      return { stop: () => ended.promise };
    },
  });
  expect(mayClaim()).toBe(true);
  const stopped = leadership.stop();
  await Promise.resolve();
  expect(mayClaim()).toBe(false);
  expect(holder).not.toBeNull();
  ended.resolve();
  await stopped;
  expect(holder).toBeNull();
});
