import { afterEach, beforeEach, expect } from "vitest";
import type { Overrides } from "../../src/app.ts";
import { startFakeDiscord, type FakeDiscord } from "./fake-discord/fake-discord.ts";
import type { Person, Seen } from "./fake-discord/people.ts";
import type { Message } from "./fake-discord/world.ts";
export { eventually } from "./eventually.ts";
import { knownPapers } from "./known-papers.ts";
import { startTestBot, type TestBot } from "./test-bot.ts";

/** The fake Discord. */
export let discord: FakeDiscord;
/** The bot. */
export let bot: TestBot & { folder: string };
/** A member of the server who may not change roundups. */
export let ada: Person;

const env = () => ({ DISCORD_TOKEN: discord.token, DISCORD_API_URL: discord.apiUrl });
/** Starts the bot, on the database in a folder where there is one. */
export const start = async (folder?: string, overrides: Overrides = {}) => {
  bot = await startTestBot(env(), { ...overrides, ...(folder ? { folder } : { papers: knownPapers }) });
  await bot.bot.connected;
};
/** A subcommand of `/papers`, called by the member. */
export const ask = (sub: string, values: Record<string, unknown> = {}) => ada.slash("papers", sub, values);
/** The message of an answer. */
export const messageOf = ({ message }: Seen): Message => {
  if (!message) throw new Error("nothing was answered");
  return message;
};
/** The server's first channel. */
export const general = () => [...discord.world.channels.values()].find(({ type }) => type === 0)?.id ?? "";
const failures = () => bot.logged.filter((line) => line.includes('"level":50'));

/** Starts a bot on a fake Discord for each test, which must end without a failure or a body that Discord would refuse. */
export function useDiscordTeam(): void {
  beforeEach(async () => {
    discord = await startFakeDiscord();
    discord.guild("Lab");
    ada = discord.member("42");
    await start();
  });
  afterEach(async () => {
    await bot.remove();
    expect(discord.violations).toEqual([]);
    expect(failures()).toEqual([]);
    await discord.stop();
  });
}
