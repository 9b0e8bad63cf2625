import { isMainThread, parentPort, Worker, workerData } from "node:worker_threads";
import { setTimeout as sleep } from "node:timers/promises";
import type { SendOutcome, Target } from "../../src/core/adapter.ts";

interface Window {
  posts: number;
  ms: number;
}

/** What reliability asks of pacing, as the platforms count it: no spare. */
const allowed: Record<"slack" | "discord", { channel: Window; workspace: Window | null; all: Window | null }> = {
  slack: { channel: { posts: 1, ms: 1_000 }, workspace: { posts: 300, ms: 60_000 }, all: null },
  discord: { channel: { posts: 5, ms: 5_000 }, workspace: null, all: { posts: 50, ms: 1_000 } },
};

interface Asked {
  id: number;
  target: Target;
}

/** What came of one post, and when. */
export interface Metered {
  outcome: SendOutcome;
  at: number;
}

/** A platform on a thread of its own, so that what it measures does not depend on how busy the bot is. */
export function meteredPlatform(platform: "slack" | "discord") {
  const worker = new Worker(new URL(import.meta.url), { workerData: platform });
  const waiting = new Map<number, (metered: Metered) => void>();
  let asked = 0;
  worker.on("message", ({ id, ...metered }: Metered & { id: number }) => waiting.get(id)?.(metered));
  return {
    post: (target: Target): Promise<Metered> =>
      new Promise((resolve) => {
        waiting.set(++asked, resolve);
        worker.postMessage({ id: asked, target } satisfies Asked);
      }),
    stop: () => worker.terminate(),
  };
}

if (!isMainThread) {
  const { channel, workspace, all } = allowed[workerData as "slack" | "discord"];
  const seen = new Map<string, number[]>();
  const full = (key: string, window: Window | null): boolean => {
    if (!window) return false;
    const last = (seen.get(key) ?? []).filter((at) => at > Date.now() - window.ms);
    seen.set(key, last);
    return last.length >= window.posts;
  };
  parentPort?.on("message", ({ id, target }: Asked) => {
    void sleep(10 + Math.random() * 20).then(async () => {
      const at = Date.now();
      const windows = [
        [`c ${target.workspace} ${target.channel}`, channel],
        [`w ${target.workspace}`, workspace],
        ["all", all],
      ] as const;
      const refused = windows.some(([key, window]) => full(key, window));
      if (!refused) for (const [key, window] of windows) if (window) seen.get(key)?.push(at);
      const outcome: SendOutcome = refused
        ? { status: "rate_limited", until: new Date(at + 1_000) }
        : { status: "sent", message: `m${id}` };
      await sleep(10 + Math.random() * 20);
      parentPort?.postMessage({ id, outcome, at });
    });
  });
}
