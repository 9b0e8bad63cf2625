import { type ChildProcess, spawn } from "node:child_process";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { readConfig } from "../../src/config/config.ts";
import { textMessage } from "../../src/core/messages/message.ts";
import { paperFacts, type PaperFacts } from "../../src/core/papers/paper.ts";
import type { Layout, Store } from "../../src/core/store/store.ts";
import { openDatabase } from "../../src/open-database.ts";
import { type EmptyDatabase, emptySqlite } from "../support/engines.ts";
import type { UnreliablePlatform } from "./platforms.ts";

const root = join(import.meta.dirname, "../..");
const papersEach = 2;

/** What each channel is owed: a roundup in a layout, or a note under a post. */
export type Owed = Layout | "notes";

/** What a channel must show once of each. */
const shown: Record<Owed, readonly RegExp[]> = {
  list: [/Daily Papers ·/],
  cards: [/Daily Papers ·/, /^(?![^]*Daily Papers ·)[^]*number 0/, /^(?![^]*Daily Papers ·)[^]*number 1/],
  notes: [/Code is out/],
};

/** What a fan-out came to. */
export interface Verdict {
  posts: number;
  lost: string[];
  doubled: string[];
  /** Deliveries that did not end as sent. */
  notSent: string[];
}

/** One roundup or note due in each channel of a platform, and what delivering and judging it takes. */
export interface FanOut {
  platform: UnreliablePlatform;
  /** The program as somebody starts it; what still runs at the end is killed. */
  startBot: (more?: Record<string, string>) => Bot;
  isDone: () => Promise<boolean>;
  /** The process id of the program that leads; null while none does. */
  leader: () => Promise<number | null>;
  judge: () => Promise<Verdict>;
}

/** Prepares a fan-out in an empty folder, hands it over, and clears it away. */
export async function withFanOut<T>(
  makePlatform: () => Promise<UnreliablePlatform>,
  owed: Owed,
  use: (fanOut: FanOut) => Promise<T>,
  makeDatabase: () => Promise<EmptyDatabase> = emptySqlite,
): Promise<T> {
  const platform = await makePlatform();
  const database = await makeDatabase();
  const sources = await emptySources();
  const store = await openDatabase(readConfig(database.env));
  const bots: Bot[] = [];
  try {
    await (owed === "notes" ? oweNotes(store, platform) : oweRoundups(store, platform, owed));
    return await use({
      platform,
      startBot: (more = {}) => {
        const bot = startBot({ ...platform.env, ...sources.env, ...database.env, ...more });
        bots.push(bot);
        return bot;
      },
      isDone: () => isDone(store),
      leader: async () => Number((await store.leases.holder("leader"))?.split(" ")[1]) || null,
      judge: () => judge(platform, store, owed),
    });
  } finally {
    await Promise.all(bots.map((bot) => bot.end("SIGKILL")));
    await store.close();
    await platform.stop();
    sources.stop();
    await database.remove();
  }
}

const factsOf = (number: number, more: Partial<PaperFacts>) =>
  paperFacts({
    origin: "hugging-face",
    arxivId: `2611.${String(number).padStart(5, "0")}`,
    title: `Paper number ${number}`,
    ...more,
  });

/** Posts a paper in each channel, whose code then comes out. */
async function oweNotes(store: Store, platform: UnreliablePlatform): Promise<void> {
  const { where, channels } = platform;
  const before = new Date(Date.now() - 120_000);
  const facts = channels.map((_, i) => factsOf(i, {}));
  const papers = await store.papers.save(facts, before);
  const workspace = await store.workspaces.ensure(where, "Lab");
  for (const [i, channel] of channels.entries()) {
    const post = { ...where, channel, thread: null, message: await platform.say(channel) };
    await store.posts.record(workspace.id, post, [papers[i]?.id ?? ""], textMessage("A post"), before);
  }
  const withCode = facts.map((paper) => ({ ...paper, codeUrl: `https://github.com/acme/${paper.arxivId}` }));
  await store.papers.save(withCode, new Date(), { news: true });
}

async function oweRoundups(store: Store, { where, channels }: UnreliablePlatform, layout: Layout): Promise<void> {
  const before = new Date(Date.now() - 120_000);
  const day = before.toISOString().slice(0, 10);
  const papers = Array.from({ length: papersEach }, (_, i) => factsOf(i, { listedOn: [day] }));
  await store.papers.save(papers, before);
  const state = await store.sources.get("hugging-face");
  await store.sources.put({ ...state, lastAttemptAt: new Date(), lastSuccessAt: new Date(), lastError: null });
  const workspace = await store.workspaces.ensure(where, "Lab");
  const at = before.toISOString().slice(11, 16);
  const dueAt = new Date(Date.now() - 1_000);
  const terms = { of: "new", at, on: "daily", tz: "UTC", limit: 5, layout, minvotes: 0, ask: true } as const;
  for (const channel of channels) {
    // Due a moment ago, after its own time: the slot after it is tomorrow's, and one fan-out is one roundup each.
    const next = { date: day, dueAt };
    const about = { channel, to: "here" as const, madeBy: "U1", createdAt: before, baselineDay: day, next };
    await store.subscriptions.add(workspace.id, { ...terms, topics: [], exclude: [], ...about });
  }
}

async function isDone(store: Store): Promise<boolean> {
  // In this order: a bot that plans between the two questions leaves deliveries that the second one sees.
  if ((await store.subscriptions.due(new Date())).length > 0) return false;
  if ((await store.updates.untold(new Date().toISOString().slice(0, 10))).length > 0) return false;
  return (await store.deliveries.waiting(new Date(Date.now() + 3_600_000))).length === 0;
}

/** A running program. */
export type Bot = ReturnType<typeof startBot>;

/** Starts the program in its folder. */
export function startBot(env: Record<string, string>, folder = root) {
  const child: ChildProcess = spawn(process.execPath, ["src/launch.js", "main"], {
    cwd: folder,
    env: {
      PATH: process.env["PATH"],
      HOME: process.env["HOME"],
      SETTLE_SECONDS: "1",
      ARXIV_CATEGORIES: "",
      LOG_LEVEL: "info",
      ...env,
    },
    stdio: ["ignore", "ignore", "pipe"],
  });
  let output = "";
  let ready = false;
  child.stderr?.on("data", (chunk: Buffer) => {
    output = (output + chunk.toString()).slice(-4_000);
    ready ||= output.includes('"msg":"ready"');
  });
  const ended = new Promise<void>((resolve) => child.once("exit", () => resolve()));
  return {
    /** Throws where it ended by itself. */
    mustRun: () => {
      if (child.exitCode !== null) throw new Error(`the bot stopped by itself: ${output}`);
    },
    isReady: () => ready,
    hasEnded: () => child.exitCode !== null,
    output: () => output,
    end: async (signal: "SIGKILL" | "SIGTERM") => {
      child.kill(signal);
      await ended;
    },
  };
}

/** What the channels show, as the receiving server sees it, against what each is owed. */
async function judge(platform: UnreliablePlatform, store: Store, owed: Owed): Promise<Verdict> {
  const verdict: Verdict = { posts: 0, lost: [], doubled: [], notSent: [] };
  // What a late server still holds back appears within its second.
  await sleep(2_000);
  for (const channel of platform.channels) {
    const texts = platform.texts(channel);
    verdict.posts += texts.length;
    for (const what of shown[owed]) {
      const found = texts.filter((text) => what.test(text));
      if (found.length === 0) verdict.lost.push(`${channel} ${what.source}`);
      if (found.length > 1) verdict.doubled.push(`${channel} ${what.source} ×${found.length}`);
    }
  }
  const workspace = await store.workspaces.ensure(platform.where);
  const deliveries = await store.deliveries.since(workspace.id, new Date(0));
  verdict.notSent.push(
    ...deliveries
      .filter(({ state }) => state !== "sent")
      .map(({ id, state, reason }) => `${id} ${state} ${reason ?? ""}`),
  );
  return verdict;
}

/** A Hugging Face that lists nothing new, and nothing else. */
async function emptySources(): Promise<{ env: Record<string, string>; stop(): void }> {
  const server = createServer((_request, response) =>
    response.writeHead(200, { "content-type": "application/json" }).end("[]"),
  );
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    env: { HUGGINGFACE_URL: url, ARXIV_URL: url, ARXIV_RSS_URL: url },
    stop: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}
