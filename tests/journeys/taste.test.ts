import { PermissionFlagsBits } from "discord.js";
import { afterEach, describe, expect, it } from "vitest";
import type { Platform } from "../../src/core/platform.ts";
import { paperFacts } from "../../src/core/papers/paper.ts";
import { type FakeDiscord, startFakeDiscord } from "../support/fake-discord/fake-discord.ts";
import { readText } from "../support/fake-discord/looks.ts";
import { type FakeSlack, startFakeSlack } from "../support/fake-slack/fake-slack.ts";
import { person } from "../support/fake-slack/person.ts";
import { startTestBot, type TestBot } from "../support/test-bot.ts";

const friday = () => new Date("2025-11-07T10:00:00Z");
/** A clock that runs, after roundups have waited for sources that nobody answers. */
const morningOf = (day: string) => {
  const offset = Date.parse(`${day}T09:06:05Z`) - Date.now();
  return () => new Date(Date.now() + offset);
};
const page = (day: string, titles: string[]) =>
  titles.map((title, at) =>
    paperFacts({ origin: "hugging-face", title, abstract: `${title}.`, listedOn: [day], upvotes: 90 - at }),
  );
const first = page("2025-11-07", ["Images by diffusion", "Robot arms", "Video diffusion", "Tables", "Fast diffusion"]);
const second = page("2025-11-11", [
  "Serving models",
  "Audio diffusion",
  "Proofs",
  "Diffusion with guidance",
  "Agents",
  "Steps of diffusion",
  "Maps",
]);

let bot: (TestBot & { folder: string }) | null = null;
let ending: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  await bot?.remove();
  for (const end of ending) await end();
  [bot, ending] = [null, []];
});

async function start(env: Record<string, string>, now: () => Date): Promise<TestBot> {
  const folder = bot?.folder;
  await bot?.stop();
  bot = await startTestBot(env, folder ? { folder, now } : { papers: first, now });
  await bot.bot.connected;
  return bot;
}

/** A chat in which one member sets up a roundup, and what its channel shows: roundups as text with their links. */
interface Chat {
  platform: Platform;
  workspace: string;
  env: Record<string, string>;
  subscribe(): Promise<unknown>;
  roundups(): string[];
  until(isSo: () => boolean): Promise<unknown>;
}

async function slackChat(): Promise<Chat> {
  const slack: FakeSlack = await startFakeSlack();
  ending.push(() => slack.close());
  return {
    platform: "slack",
    workspace: "T1",
    env: { SLACK_BOT_TOKEN: slack.team("T1").token, SLACK_APP_TOKEN: slack.appToken, SLACK_API_URL: slack.apiUrl },
    subscribe: () => person(slack, { kind: "socket" }, "U2").slash("subscribe of:taste tz:UTC"),
    roundups: () =>
      slack
        .messages("C1")
        .filter(({ text }) => text?.startsWith("For you"))
        .map(({ text, blocks }) => `${text}\n${JSON.stringify(blocks)}`),
    until: (isSo) => slack.until(isSo, "the roundup"),
  };
}

async function discordChat(): Promise<Chat> {
  const discord: FakeDiscord = await startFakeDiscord();
  ending.push(() => discord.stop());
  const { id } = discord.guild("Lab");
  const channel = [...discord.world.channels.values()].find(({ type }) => type === 0)?.id ?? "";
  return {
    platform: "discord",
    workspace: id,
    env: { DISCORD_TOKEN: discord.token, DISCORD_API_URL: discord.apiUrl },
    subscribe: () =>
      discord
        .member("42", { permissions: PermissionFlagsBits.ManageChannels })
        .slash("papers", "subscribe", { of: "taste", tz: "UTC" }),
    roundups: () =>
      discord
        .messages(channel)
        .map((message) => `${readText(message)}\n${JSON.stringify(message.components)}`)
        .filter((text) => text.includes("For you ·")),
    until: (isSo) => discord.until(() => isSo() || undefined),
  };
}

type Votes = (vote: (title: string, member: string) => Promise<void>) => Promise<void>;

/** The second roundup, after the members voted on what the first one showed. */
async function secondRoundup(chat: Chat, votes: Votes): Promise<string> {
  await start(chat.env, friday);
  await chat.subscribe();
  const monday = await start(chat.env, morningOf("2025-11-10"));
  await chat.until(() => chat.roundups().length === 1);
  const { store } = monday.app;
  const where = await store.workspaces.find({ platform: chat.platform, workspace: chat.workspace });
  await votes(async (title, member) => {
    const paper = await store.papers.byTitle(title);
    await store.votes.toggle(where?.id ?? 0, member, paper?.id ?? "", monday.app.now());
  });
  await store.papers.save(second, new Date("2025-11-11T05:00:00Z"));
  await start(chat.env, morningOf("2025-11-11"));
  await chat.until(() => chat.roundups().length === 2);
  return chat.roundups()[1] ?? "";
}

/** The papers of a roundup, in order. */
const order = (roundup: string): string[] => {
  const at = (title: string) => roundup.indexOf(title);
  return second
    .map(({ title }) => title)
    .filter((title) => at(title) >= 0)
    .sort((a, b) => at(a) - at(b));
};
const onDiffusion: Votes = async (vote) => {
  await vote("Images by diffusion", "a");
  await vote("Video diffusion", "b");
  await vote("Fast diffusion", "a");
};

describe.each([
  ["Slack", slackChat],
  ["Discord", discordChat],
])("three votes on diffusion, on %s", (_, chat) => {
  it("bring diffusion in the next roundup, with reasons linked to the posts, and one other paper", async () => {
    const roundup = await secondRoundup(await chat(), onDiffusion);
    const titles = order(roundup);
    expect(titles).toHaveLength(5);
    expect(titles.slice(0, 3).every((title) => /diffusion/i.test(title))).toBe(true);
    expect(roundup.match(/something else/g)?.length).toBeGreaterThan(0);
    expect(roundup).toMatch(/like .*iffusion.*, which 1 of your team voted for/s);
    expect(roundup).toMatch(/https:\/\/[^"\s]*(?:archives|channels)/);
  });

  it("leave no trace once they are taken back", async () => {
    const roundup = await secondRoundup(await chat(), async (vote) => {
      await onDiffusion(vote);
      await onDiffusion(vote);
    });
    expect(order(roundup)).toEqual(second.slice(0, 5).map(({ title }) => title));
    expect(roundup).not.toMatch(/something else|of your team/);
  });
});
