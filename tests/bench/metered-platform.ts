import { isMainThread, parentPort, Worker, workerData } from "node:worker_threads";
import { setTimeout as sleep } from "node:timers/promises";
import type { SendOutcome } from "../../src/core/adapter.ts";
import type { Target } from "../../src/core/platform.ts";

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
  /** When the request left. */
  sentAt: number;
  target: Target;
}

/** What came of one post, and when. */
export interface Metered {
  outcome: SendOutcome;
  at: number;
}

interface Metering {
  platform: "slack" | "discord";
  answerMs: number;
}

/**
 * A platform on a thread of its own, so that what it measures does not depend on how busy the bot is; it answers after
 * half to one and a half times `answerMs`.
 */
export function meteredPlatform(platform: "slack" | "discord", answerMs: number) {
  const worker = new Worker(new URL(import.meta.url), { workerData: { platform, answerMs } satisfies Metering });
  const waiting = new Map<number, (metered: Metered) => void>();
  let asked = 0;
  worker.on("message", ({ id, ...metered }: Metered & { id: number }) => waiting.get(id)?.(metered));
  return {
    post: (target: Target): Promise<Metered> =>
      new Promise((resolve) => {
        waiting.set(++asked, resolve);
        worker.postMessage({ id: asked, sentAt: Date.now(), target } satisfies Asked);
      }),
    stop: () => worker.terminate(),
  };
}

if (!isMainThread) {
  const { platform, answerMs } = workerData as Metering;
  const { channel, workspace, all } = allowed[platform];
  const halfTheWay = () => (answerMs / 4) * (1 + 2 * Math.random());
  const seen = new Map<string, number[]>();
  const full = (key: string, window: Window | null, now: number): boolean => {
    if (!window) return false;
    const last = (seen.get(key) ?? []).filter((at) => at > now - window.ms);
    seen.set(key, last);
    return last.length >= window.posts;
  };
  parentPort?.on("message", ({ id, sentAt, target }: Asked) => {
    // It arrives when its way is over, also where this thread wakes late: the machine's load is not the bot's haste.
    const at = sentAt + halfTheWay();
    void sleep(Math.max(0, at - Date.now())).then(async () => {
      const windows = [
        [`c ${target.workspace} ${target.channel}`, channel],
        [`w ${target.workspace}`, workspace],
        ["all", all],
      ] as const;
      const refused = windows.some(([key, window]) => full(key, window, at));
      if (!refused) for (const [key, window] of windows) if (window) seen.get(key)?.push(at);
      const outcome: SendOutcome = refused
        ? { status: "rate_limited", until: new Date(at + 1_000) }
        : { status: "sent", message: `m${id}` };
      await sleep(halfTheWay());
      parentPort?.postMessage({ id, outcome, at });
    });
  });
}
