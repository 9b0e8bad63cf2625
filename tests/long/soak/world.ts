import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { seal } from "../../../src/seal.ts";
import { readConfig } from "../../../src/config/config.ts";
import { nextSlot } from "../../../src/core/delivery/schedule.ts";
import type { Delivery, Store, Subscription } from "../../../src/core/store/store.ts";
import { openStore } from "../../../src/core/store/sqlite/open.ts";
import { startFakeDiscord } from "../../support/fake-discord/fake-discord.ts";
import { startFakeSlack } from "../../support/fake-slack/fake-slack.ts";
import { fakeSource } from "../../support/fake-source.ts";
import { item } from "../../support/source-bodies.ts";
import type { Surroundings } from "./machine.ts";

const key = Buffer.alloc(32, 7).toString("base64");
const wrongKey = Buffer.alloc(32, 8).toString("base64");
const papersADay = 4;

export type SoakWorld = Awaited<ReturnType<typeof soakWorld>>;

interface SoakWorldOptions {
  start: Date;
  /** On each platform, each with a daily roundup. */
  channels: number;
  /** When roundups are due, in hours after the start. */
  due: { from: number; until: number };
  random: () => number;
}

/** Slack, Discord, a source with new papers each day, and one database with roundups in all channels. */
export async function soakWorld({ start, channels, due, random }: SoakWorldOptions) {
  let passed = 0;
  const steady = () => start.getTime() + passed;
  const now = () => new Date(steady());
  const slack = await startFakeSlack();
  slack.now = now;
  const names = Array.from({ length: channels }, (_, i) => `C${100 + i}`);
  for (const name of names) slack.channel(name);
  const rooms = names.map((name) => name.toLowerCase());
  const discord = await startFakeDiscord({ now, specification: false });
  const guild = discord.guild("Lab", { channels: rooms });
  const ids = [...discord.world.channels.values()].filter(({ type }) => type === 0).map(({ id }) => id);
  const source = await fakeSource();
  /** What the source answers instead of its papers. */
  let garbage: string | null = null;
  source.respond((request, response) => {
    const day = new URL(request.url ?? "/", "http://source").searchParams.get("date") ?? "";
    const there = day !== "" && day <= now().toISOString().slice(0, 10);
    const number = Math.floor(Date.parse(day) / 86_400_000) * 10;
    const papers = Array.from({ length: papersADay }, (_, i) =>
      item(`2611.${(number + i) % 100_000}`.padEnd(10, "0"), day),
    );
    response.writeHead(200, { "content-type": "application/json" });
    response.end(garbage ?? JSON.stringify(there ? papers : []));
  });

  const folder = mkdtempSync(join(tmpdir(), "soak-"));
  const database = `file:${join(folder, "papers.db")}`;
  const around = (encryptionKey = key): Surroundings => {
    const { slack: slackPart } = readConfig({
      SLACK_CLIENT_ID: "1.1",
      SLACK_CLIENT_SECRET: "client-secret",
      SLACK_STATE_SECRET: "state-secret",
      SLACK_SIGNING_SECRET: "0123456789abcdef0123456789abcdef",
      SLACK_API_URL: slack.apiUrl,
      ENCRYPTION_KEY: encryptionKey,
      PORT: "0",
    });
    if (!slackPart) throw new Error("Slack is not configured");
    return {
      database,
      slack: slackPart,
      discord: { token: discord.token, apiUrl: discord.apiUrl },
      sourceUrl: source.url,
      steady,
      wait: async (ms) => void (passed += Math.max(0, ms)),
    };
  };

  const store = await openStore(database);
  const team = slack.team("T1");
  const installation = { token: team.token, botUser: team.botUser, botId: team.botId, installer: "U1" };
  const sealed = seal(JSON.stringify(installation), Buffer.from(key, "base64"), "T1");
  await store.installations.put({ platform: "slack", workspace: "T1" }, sealed);
  const workspaces = [
    { where: { platform: "slack", workspace: "T1" } as const, channels: names },
    { where: { platform: "discord", workspace: guild.id } as const, channels: ids },
  ];
  for (const { where, channels: all } of workspaces) {
    const { id } = await store.workspaces.ensure(where, "Lab", "U1");
    for (const channel of all) {
      const dueAt = start.getTime() + (due.from + random() * (due.until - due.from)) * 3_600_000;
      const at = new Date(dueAt).toISOString().slice(11, 16);
      const terms = { topics: [], exclude: [], of: "new", at, on: "daily", tz: "UTC", limit: 3, ask: true } as const;
      const about = { channel, to: "here", madeBy: "U1", createdAt: start, baselineDay: null } as const;
      const looks = { layout: "list", minvotes: 0 } as const;
      const next = nextSlot(terms, start);
      await store.subscriptions.add(id, { ...terms, topics: [], exclude: [], ...looks, ...about, next });
    }
  }

  return {
    slack,
    discord,
    around,
    wrongKey,
    now,
    pass: (ms: number) => void (passed += ms),
    spoilSource: (body: string | null) => void (garbage = body),
    /** Every delivery there is, and every subscription. */
    async records(): Promise<{ deliveries: Delivery[]; subscriptions: Subscription[] }> {
      const found = await Promise.all(workspaces.map(({ where }) => recordsOf(store, where)));
      return {
        deliveries: found.flatMap(({ deliveries }) => deliveries),
        subscriptions: found.flatMap(({ subscriptions }) => subscriptions),
      };
    },
    /** Messages that stand in a channel of either platform. */
    shown: (channel: string): string[] =>
      names.includes(channel) ? slack.messages(channel).map(({ text }) => text) : discord.texts(channel),
    async close() {
      await store.close();
      await Promise.all([slack.close(), discord.stop(), source.close()]);
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

async function recordsOf(store: Store, where: Parameters<Store["workspaces"]["ensure"]>[0]) {
  const { id } = await store.workspaces.ensure(where);
  return {
    deliveries: await store.deliveries.since(id, new Date(0)),
    subscriptions: await store.subscriptions.list(id),
  };
}
