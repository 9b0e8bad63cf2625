import type { WorkspaceRef } from "../../src/core/platform.ts";
import { paperFacts } from "../../src/core/papers/paper.ts";
import type { Store } from "../../src/core/store/store.ts";

/** A workspace and the channels in which a roundup is due. */
export interface Crowd extends WorkspaceRef {
  channels: string[];
}

const workspacesAtOnce = 8;

/** Saves twenty papers of today and a subscription a channel, all due then. */
export async function fillDue(store: Store, crowds: readonly Crowd[], dueAt: Date): Promise<void> {
  const now = new Date();
  const before = new Date(dueAt.getTime() - 300_000);
  const day = before.toISOString().slice(0, 10);
  const papers = Array.from({ length: 20 }, (_, i) =>
    paperFacts({
      origin: "hugging-face",
      arxivId: `2611.000${10 + i}`,
      title: `Paper ${i} on diffusion`,
      listedOn: [day],
      upvotes: i,
    }),
  );
  await store.papers.save(papers, before);
  const state = await store.sources.get("hugging-face");
  await store.sources.put({ ...state, lastAttemptAt: now, lastSuccessAt: now, lastError: null });
  const at = dueAt.toISOString().slice(11, 16);
  const terms = { of: "new", at, on: "daily", tz: "UTC", limit: 5, layout: "list", minvotes: 0, ask: true } as const;
  const fill = async ({ channels, ...where }: Crowd) => {
    const { id } = await store.workspaces.ensure(where);
    // It has had its welcome.
    await store.workspaces.firstTime(id, "welcome");
    const next = { date: dueAt.toISOString().slice(0, 10), dueAt };
    const adding = channels.map((channel, i) => {
      const about = { channel, to: "here" as const, madeBy: null, createdAt: before, baselineDay: day, next };
      return store.subscriptions.add(id, { ...terms, topics: i % 2 === 0 ? ["diffusion"] : [], exclude: [], ...about });
    });
    // Together, so that they share commits: one after another they would not be ready in time.
    await Promise.all(adding);
  };
  const left = [...crowds];
  const fillAll = async () => {
    for (let next = left.shift(); next; next = left.shift()) await fill(next);
  };
  await Promise.all(Array.from({ length: workspacesAtOnce }, fillAll));
}
