import { type FakeSlack, startFakeSlack } from "../support/fake-slack/fake-slack.ts";
import { type FakeDiscord, startFakeDiscord } from "../support/fake-discord/fake-discord.ts";
import type { WorkspaceRef } from "../../src/core/platform.ts";

/** A server that commits late and loses replies, and what the crash test asks of it. */
export interface UnreliablePlatform {
  where: WorkspaceRef;
  channels: string[];
  env: Record<string, string>;
  /** When each request to post came, in milliseconds on this machine's steady clock. */
  arrivals: number[];
  /** Messages of the bot that appeared so far. */
  count(): number;
  /** What each channel shows, threads included: a text per message. */
  texts(channel: string): string[];
  /** Posts a message of the bot in a channel; its id. */
  say(channel: string): Promise<string>;
  stop(): Promise<void>;
}

const lateMs = () => 100 + Math.random() * 700;

/** Of a hundred posts: how many lose their answer after, before, and shortly before they appear. */
function trouble(): "lost" | "refused" | "late" | null {
  const chance = Math.random();
  return chance < 0.05 ? "lost" : chance < 0.08 ? "refused" : chance < 0.13 ? "late" : null;
}

async function call(url: string, authorization: string, body: string): Promise<Record<string, unknown>> {
  const headers = { authorization, "content-type": "application/json" };
  const answer = await fetch(url, { method: "POST", headers, body });
  return (await answer.json()) as Record<string, unknown>;
}

/** Asks again while the server loses its answers. */
async function untilAnswered(ask: () => Promise<unknown>): Promise<string> {
  for (;;) {
    const answer = await ask().catch(() => null);
    if (typeof answer === "string") return answer;
  }
}

/** Slack with so many channels. */
export async function unreliableSlack(channels: number): Promise<UnreliablePlatform> {
  const slack: FakeSlack = await startFakeSlack();
  const names = Array.from({ length: channels }, (_, i) => `C${1_000 + i}`);
  for (const name of names) slack.channel(name);
  const arrivals: number[] = [];
  slack.faults = (method) => {
    if (method !== "chat.postMessage") return null;
    arrivals.push(performance.now());
    const kind = trouble();
    if (kind === "late") return { kind: "late", ms: lateMs() };
    return kind && { kind: "reset", commit: kind === "lost" };
  };
  return {
    where: { platform: "slack", workspace: "T1" },
    arrivals,
    channels: names,
    env: {
      SLACK_BOT_TOKEN: slack.team("T1").token,
      SLACK_APP_TOKEN: slack.appToken,
      SLACK_API_URL: slack.apiUrl,
    },
    count: () => names.reduce((sum, name) => sum + slack.messages(name).length, 0),
    texts: (name) => slack.messages(name).map(({ text }) => text),
    say: (channel) =>
      untilAnswered(async () => {
        const body = JSON.stringify({ channel, text: "A post" });
        const answer = await call(`${slack.apiUrl}chat.postMessage`, `Bearer ${slack.team("T1").token}`, body);
        return answer["ts"];
      }),
    stop: () => slack.close(),
  };
}

/** Discord with so many channels. */
export async function unreliableDiscord(channels: number): Promise<UnreliablePlatform> {
  const discord: FakeDiscord = await startFakeDiscord({ specification: false });
  const names = Array.from({ length: channels }, (_, i) => `channel-${i}`);
  const guild = discord.guild("Lab", { channels: names });
  const ids = [...discord.world.channels.values()].filter(({ type }) => type === 0).map(({ id }) => id);
  const arrivals: number[] = [];
  discord.faults.decide = ({ method, path }) => {
    if (method !== "POST" || !/^\/channels\/\d+\/messages$/.test(path)) return null;
    arrivals.push(performance.now());
    const kind = trouble();
    if (kind === "late") return { kind: "reset", commit: "late", lateMs: lateMs() };
    return kind && { kind: "reset", commit: kind === "lost" ? "before" : "never" };
  };
  const places = (id: string) => [
    id,
    ...[...discord.world.channels.values()].filter(({ parent }) => parent === id).map((one) => one.id),
  ];
  const inChannel = (id: string) => places(id).flatMap((place) => discord.texts(place));
  return {
    where: { platform: "discord", workspace: guild.id },
    arrivals,
    channels: ids,
    env: { DISCORD_TOKEN: discord.token, DISCORD_API_URL: discord.apiUrl },
    count: () => [...discord.world.messages.values()].filter(({ deleted }) => !deleted).length,
    texts: inChannel,
    say: (channel) =>
      untilAnswered(async () => {
        const url = `${discord.apiUrl}/v10/channels/${channel}/messages`;
        return (await call(url, `Bot ${discord.token}`, JSON.stringify({ content: "A post" })))["id"];
      }),
    stop: () => discord.stop(),
  };
}
