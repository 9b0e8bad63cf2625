import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { CommandCall } from "../../src/core/adapter.ts";
import { describeForPages } from "../../src/core/team/describe.ts";
import { paperBlock } from "../../src/core/cards/paper-block.ts";
import type { Span } from "../../src/core/messages/message.ts";
import { type PaperFacts, paperFacts } from "../../src/core/papers/paper.ts";
import { spansText } from "../../src/core/messages/plain-text.ts";
import type { Workspace } from "../../src/core/store/store.ts";
import { fakeAdapter, type FakeAdapter, fakeMember } from "./fake-adapter.ts";
import { startTestBot, type TestBot } from "./test-bot.ts";

/** A bot of one Slack workspace that serves pages. */
export interface PageWorld extends TestBot {
  folder: string;
  adapter: FakeAdapter;
  workspace: Workspace;
  /** Its clock. */
  now: Date;
  /** Posts papers in a channel at an instant of the clock. */
  post(
    channel: string,
    facts: readonly PaperFacts[],
    how?: { title?: string; why?: Span[]; thread?: string },
  ): Promise<string[]>;
  /** Types in a channel as a configurer; the JSON answer's text. */
  type(words: string, channel?: string): Promise<unknown>;
  /** Turns the page on or asks for it; the path of its address. */
  path(words?: string): Promise<string>;
  /** Asks the platform what pages need. */
  describe(): Promise<void>;
  /** Gets a file of the page. */
  get(file?: string, init?: RequestInit): Promise<Response>;
}

/** Starts it on a Friday; the channel `C1` is public, `C2` is not. */
export async function pageWorld(): Promise<PageWorld> {
  const world = { now: new Date("2026-08-21T12:00:00Z") } as PageWorld;
  const adapter = fakeAdapter("slack", () => world.now);
  adapter.channels.set("C1", { name: "reading", open: true });
  adapter.channels.set("C2", { name: "board", open: false });
  const anna = fakeMember("anna", { isAdmin: true });
  adapter.members.set("anna", anna);
  const env = { PORT: "0", PUBLIC_URL: "https://papers.example", SLACK_BOT_TOKEN: "xoxb-1", SLACK_APP_TOKEN: "xapp-1" };
  const bot = await startTestBot(env, { now: () => world.now, adapters: [adapter] });
  const { app } = bot;
  const workspace = await app.store.workspaces.ensure({ platform: "slack", workspace: "T1" }, "Vision Lab", null);
  let messages = 0;
  let path = "";
  return Object.assign(world, bot, {
    adapter,
    workspace,
    async post(channel, facts, { title = "gan · Friday 21 August", why = [], thread } = {}) {
      const saved = await app.store.papers.save([...facts], world.now);
      const papers = await app.store.papers.many(saved.map(({ id }) => id));
      const blocks = papers.map((paper) => ({ ...paperBlock(paper, { size: "list", votes: 0 }), why }));
      const ref = {
        platform: "slack",
        workspace: "T1",
        channel,
        thread: thread ?? null,
        message: `1.${++messages}`,
      } as const;
      const ids = papers.map(({ id }) => id);
      await app.store.posts.record(workspace.id, ref, ids, { title, blocks, footer: [] }, world.now);
      return ids;
    },
    async type(words, channel = "C1") {
      const call: CommandCall = {
        platform: "slack",
        workspace: "T1",
        channel: { id: channel, thread: null, direct: false },
        caller: { id: "anna", profile: async () => anna },
        request: { kind: "words", words },
        message: null,
      };
      const reply = await app.run(call);
      const blocks = reply.message?.blocks ?? [];
      return blocks.map((block) => ("spans" in block ? spansText(block.spans) : "")).join("\n");
    },
    async path(words = "page") {
      const address = /https:\S+/.exec(String(await this.type(words)))?.[0] ?? "";
      path = new URL(address).pathname;
      return path;
    },
    describe: () => describeForPages({ ...app, now: () => world.now }),
    get: (file = "", init = {}) => fetch(`${bot.url}${path}${file}`, { redirect: "manual", ...init }),
  } satisfies Omit<PageWorld, keyof TestBot | "now" | "folder">);
}

/** A folder that goes when `remove` is called. */
export function temporaryFolder(): { folder: string; remove: () => void } {
  const folder = mkdtempSync(join(tmpdir(), "papers-page-"));
  return { folder, remove: () => rmSync(folder, { recursive: true, force: true }) };
}

/** A paper with a picture, or with the facts a test is about. */
export const pictured = (title: string, more: Partial<PaperFacts> = {}): PaperFacts =>
  paperFacts({
    origin: "hugging-face",
    title,
    abstract: `We present ${title}. It is new.`,
    authors: ["Kaiming He"],
    authorCount: 1,
    publishedAt: "2026-08-18",
    upvotes: 12,
    thumbnailUrl: "https://cdn.example.org/thumbnails/1.png",
    ...more,
  });
