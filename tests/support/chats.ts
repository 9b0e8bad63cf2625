import { PermissionFlagsBits } from "discord.js";
import { afterEach } from "vitest";
import type { PaperFacts } from "../../src/core/papers/paper.ts";
import type { Platform } from "../../src/core/platform.ts";
import { startFakeDiscord } from "./fake-discord/fake-discord.ts";
import { readText } from "./fake-discord/looks.ts";
import type { Message } from "./fake-discord/world.ts";
import { startFakeSlack } from "./fake-slack/fake-slack.ts";
import { person } from "./fake-slack/person.ts";
import { startTestBot, type TestBot } from "./test-bot.ts";

/** A fake platform with a workspace of two channels, in which one member sets up roundups. */
export interface Chat {
  platform: Platform;
  workspace: string;
  channels: [string, string];
  /** What the bot's environment needs for it. */
  env: Record<string, string>;
  /** `/papers subscribe` with these options. */
  subscribe(options: Record<string, string>, channel?: string): Promise<unknown>;
  /** The messages of a channel itself, each as its text and as what was sent; the first channel where none is named. */
  channel(id?: string): string[];
  /** The messages in threads of the first channel. */
  threads(): string[];
  until(isSo: () => boolean): Promise<unknown>;
  /** What the platform would refuse. */
  faults(): string[];
}

let bot: (TestBot & { folder: string }) | null = null;
let ending: (() => Promise<unknown>)[] = [];

/** Ends the bot and the fakes of each test. */
export function useChats(): void {
  afterEach(async () => {
    await bot?.remove();
    for (const end of ending) await end();
    [bot, ending] = [null, []];
  });
}

/** Ends something else with the test. */
export const endWithTest = (end: () => Promise<unknown>): void => void ending.push(end);

/** A clock that runs from a moment on. */
export const clockFrom = (time: string): (() => Date) => {
  const offset = Date.parse(time) - Date.now();
  return () => new Date(Date.now() + offset);
};

/** Starts the bot; on the database of the one before, which is stopped, else with these papers. */
export async function startBotAt(
  env: Record<string, string>,
  now: () => Date,
  papers: PaperFacts[] = [],
): Promise<TestBot> {
  const folder = bot?.folder;
  await bot?.stop();
  bot = await startTestBot(env, folder ? { folder, now } : { papers, now });
  await bot.bot.connected;
  return bot;
}

/** A chat in Slack. */
export async function slackChat(): Promise<Chat> {
  const slack = await startFakeSlack();
  endWithTest(() => slack.close());
  slack.channel("C2");
  const texts = (id: string, inThread: boolean) =>
    slack
      .messages(id)
      .filter(({ thread_ts: thread }) => Boolean(thread) === inThread)
      .map(({ text, blocks }) => `${text}\n${JSON.stringify(blocks)}`);
  return {
    platform: "slack",
    workspace: "T1",
    channels: ["C1", "C2"],
    env: { SLACK_BOT_TOKEN: slack.team("T1").token, SLACK_APP_TOKEN: slack.appToken, SLACK_API_URL: slack.apiUrl },
    subscribe(options, channel = "C1") {
      const words = Object.entries(options).map(([name, value]) => `${name}:"${value}"`);
      return person(slack, { kind: "socket" }, "U2").slash(`subscribe ${words.join(" ")}`, channel);
    },
    channel: (id = "C1") => texts(id, false),
    threads: () => texts("C1", true),
    until: (isSo) => slack.until(isSo, isSo.toString()),
    faults: () => [],
  };
}

async function discordChat(): Promise<Chat> {
  const discord = await startFakeDiscord();
  endWithTest(() => discord.stop());
  const guild = discord.guild("Lab", { channels: ["general", "other"] });
  const [first = "", second = ""] = [...discord.world.channels.values()].flatMap(({ id, type }) => (type ? [] : id));
  const textOf = (message: Message) => `${readText(message)}\n${JSON.stringify(message.components)}`;
  const texts = (id: string) => discord.messages(id).map(textOf);
  return {
    platform: "discord",
    workspace: guild.id,
    channels: [first, second],
    env: { DISCORD_TOKEN: discord.token, DISCORD_API_URL: discord.apiUrl },
    subscribe: (options, channel = first) =>
      discord
        .member("42", { permissions: PermissionFlagsBits.ManageChannels })
        .slash("papers", "subscribe", options, channel),
    channel: (id = first) => texts(id),
    threads: () =>
      [...discord.world.channels.values()].filter(({ parent }) => parent === first).flatMap(({ id }) => texts(id)),
    until: (isSo) => discord.until(() => isSo() || undefined),
    faults: () => discord.violations,
  };
}

/** Starts a chat on each platform; for `describe.each`. */
export const chats: [name: string, start: () => Promise<Chat>][] = [
  ["Slack", slackChat],
  ["Discord", discordChat],
];
