// 10,000 subscriptions due in one minute, on platforms that hold to their limits and answer 429 beyond them:
// node tests/bench/roundups.ts [milliseconds in which the platforms answer]
import { setTimeout as sleep } from "node:timers/promises";
import { pino } from "pino";
import type { Adapter, Attempt, Platform, SendOutcome } from "../../src/core/adapter.ts";
import { createDelivery } from "../../src/core/delivery/delivery.ts";
import { paperFacts } from "../../src/core/papers/paper.ts";
import { fakeAdapter } from "../support/fake-adapter.ts";
import { meteredPlatform } from "./metered-platform.ts";
import { temporaryStore } from "../support/temporary-store.ts";

const dead = "dead";
const requestMs = 10_000;
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
const now = new Date();
const day = now.toISOString().slice(0, 10);
const papers = Array.from({ length: 20 }, (_, i) =>
  paperFacts({
    origin: "hugging-face",
    arxivId: `2611.000${10 + i}`,
    title: `Paper ${i} on diffusion`,
    listedOn: [day],
    upvotes: i,
  }),
);
await store.papers.save(papers, new Date(now.getTime() - 60_000));
const state = await store.sources.get("hugging-face");
await store.sources.put({ ...state, lastAttemptAt: now, lastSuccessAt: now, lastError: null });
for (const { platform, workspace, channels } of crowds) {
  const { id } = await store.workspaces.ensure({ platform, workspace });
  for (let i = 0; i < channels; i++) {
    const topics = i % 2 === 0 ? ["diffusion"] : [];
    const terms = {
      topics,
      exclude: [],
      of: "new",
      at: "09:00",
      on: "daily",
      tz: "UTC",
      limit: 5,
      layout: "list",
      minvotes: 0,
    } as const;
    const next = { date: day, dueAt: new Date(now.getTime() - Math.random() * 60_000) };
    const about = { channel: `C${i}`, dm: false, madeBy: null, createdAt: now, baselineDay: day, next };
    await store.subscriptions.add(id, { ...terms, topics, exclude: [], ...about });
  }
}
const platforms = { slack: measured("slack"), discord: measured("discord") };
const delivery = createDelivery({
  store,
  adapters: new Map<Platform, Adapter>(Object.values(platforms).map(({ adapter }) => [adapter.platform, adapter])),
  sources: {
    ask: async () => ({ found: [], asked: [], failures: [] }),
    fetchPaper: async () => null,
    ready: async () => undefined,
  },
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
