// 10,000 subscriptions due in one minute, on platforms that hold to their limits and answer 429 beyond them:
// node tests/bench/roundups.ts [milliseconds in which the platforms answer]
import { setTimeout as sleep } from "node:timers/promises";
import { pino } from "pino";
import type { Adapter, Attempt, SendOutcome } from "../../src/core/adapter.ts";
import type { Platform } from "../../src/core/platform.ts";
import { createDelivery } from "../../src/core/delivery/delivery.ts";
import { fakeAdapter } from "../support/fake-adapter.ts";
import { fillDue } from "./due-roundups.ts";
import { meteredPlatform } from "./metered-platform.ts";
import { temporaryStore } from "../support/temporary-store.ts";
import { noSources } from "../support/no-sources.ts";

const dead = "dead";
const requestMs = 10_000;
const minuteMs = 60_000;
const answerMs = Number(process.argv[2] ?? 40);

/** An adapter to a platform that takes its time, refuses what is too fast, and in one workspace never answers. */
function measured(platform: "slack" | "discord") {
  const metered = meteredPlatform(platform, answerMs);
  const times: number[] = [];
  let refusals = 0;
  const send = async ({ target }: Attempt): Promise<SendOutcome> => {
    if (target.workspace === dead) {
      await sleep(requestMs);
      return { status: "ambiguous", detail: "timeout" };
    }
    const { outcome, at } = await metered.post(target);
    if (outcome.status === "sent") times.push(at);
    else refusals++;
    return outcome;
  };
  const adapter: Adapter = { ...fakeAdapter(platform, () => new Date()), send };
  return { adapter, times, refusals: () => refusals, stop: () => metered.stop() };
}

const crowds: { platform: "slack" | "discord"; workspace: string; channels: number }[] = [
  ...Array.from({ length: 10 }, (_, i) => ({ platform: "slack" as const, workspace: `S${i}`, channels: 490 })),
  ...Array.from({ length: 50 }, (_, i) => ({ platform: "discord" as const, workspace: `D${i}`, channels: 100 })),
  { platform: "slack", workspace: dead, channels: 100 },
];
/** Seconds that the platforms' limits ask for. */
const floor = { slack: (Math.ceil(490 / 300) - 1) * 60, discord: 5_000 / 50 };

const { store, remove } = await temporaryStore();
await fillDue(
  store,
  crowds.map(({ platform, workspace, channels }) => ({
    platform,
    workspace,
    channels: Array.from({ length: channels }, (_, i) => `C${i}`),
  })),
  new Date(Math.floor(Date.now() / minuteMs) * minuteMs),
);
const platforms = { slack: measured("slack"), discord: measured("discord") };
const delivery = createDelivery({
  store,
  adapters: new Map<Platform, Adapter>(Object.values(platforms).map(({ adapter }) => [adapter.platform, adapter])),
  sources: noSources(),
  log: pino({ level: "silent" }),
  now: () => new Date(),
  settleSeconds: 30,
});
const began = Date.now();
const cpu = process.cpuUsage();
const running = delivery.tick();
const wanted = { slack: 4_900, discord: 5_000 };
while (Object.entries(platforms).some(([name, { times }]) => times.length < wanted[name as "slack" | "discord"])) {
  await sleep(500);
  if (Date.now() - began > 400_000) break;
}
for (const [name, { times, refusals }] of Object.entries(platforms)) {
  const least = floor[name as "slack" | "discord"];
  const took = ((times.at(-1) ?? began) - began) / 1_000;
  console.log(
    `${name}: ${times.length} in ${took.toFixed(1)} s; the limits allow ${least} s (× ${(took / least).toFixed(3)}); 429s: ${refusals()}`,
  );
}
const used = process.cpuUsage(cpu);
console.log(`processor: ${((used.user + used.system) / 1e6).toFixed(1)} s; a dead workspace of 100 stood beside them`);
await delivery.stop();
await running;
await Promise.all(Object.values(platforms).map(({ stop }) => stop()));
await remove();
