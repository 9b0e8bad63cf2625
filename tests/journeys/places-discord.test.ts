import { PermissionFlagsBits } from "discord.js";
import { afterEach, describe, expect, it } from "vitest";
import { startFakeDiscord, type FakeDiscord } from "../support/fake-discord/fake-discord.ts";
import { pressable, readText } from "../support/fake-discord/looks.ts";
import type { Person } from "../support/fake-discord/people.ts";
import { crossposted } from "../support/fake-discord/routes-messages.ts";
import type { Channel, Guild } from "../support/fake-discord/world.ts";
import { eventually } from "../support/eventually.ts";
import { knownPapers } from "../support/known-papers.ts";
import { startTestBot, type TestBot } from "../support/test-bot.ts";

const friday = Date.parse("2025-11-07T10:00:00Z");
const mondaysRoundup = Date.parse("2025-11-10T09:06:05Z");

let discord: FakeDiscord;
let bot: TestBot;
let guild: Guild;
let offset = 0;
const now = () => new Date(Date.now() + offset);
const setClock = (at: number) => (offset = at - Date.now());

async function start(more: (guild: Guild) => void = () => undefined): Promise<Person> {
  setClock(friday);
  discord = await startFakeDiscord({ now });
  guild = discord.guild("Lab");
  more(guild);
  bot = await startTestBot(
    { DISCORD_TOKEN: discord.token, DISCORD_API_URL: discord.apiUrl },
    { papers: knownPapers, now },
  );
  await bot.bot.connected;
  return discord.member("50", { permissions: PermissionFlagsBits.ManageChannels });
}

/** Restarts the bot on Monday, when its roundups are due. */
async function onMonday(): Promise<void> {
  const { folder } = bot as TestBot & { folder: string };
  await bot.stop();
  setClock(mondaysRoundup);
  bot = await startTestBot({ DISCORD_TOKEN: discord.token, DISCORD_API_URL: discord.apiUrl }, { folder, now });
  await bot.bot.connected;
}

afterEach(async () => {
  await bot.remove();
  expect(discord.violations).toEqual([]);
  await discord.stop();
});

const isRoundup = (text: string) => text.includes("Monday 10 November");
const roundupsIn = (channel: Channel | string) => discord.messages(channel).filter((one) => isRoundup(readText(one)));
const everywhere = () => [...discord.world.channels.keys()].filter((channel) => roundupsIn(channel).length > 0);
const general = () => [...discord.world.channels.values()].find(({ type }) => type === 0)?.id ?? "";

describe("a roundup on Discord appears exactly where it was subscribed", () => {
  it.each([
    ["a thread of a channel", 0],
    ["a post of a forum", 15],
  ])("in %s, where its votes count too", async (_, type) => {
    const manager = await start((lab) => void discord.channel(lab, "ideas", { type: 15 }));
    const parent = [...discord.world.channels.values()].find((channel) => channel.type === type)?.id ?? "";
    const thread = discord.channel(guild, "reading group", { type: 11, parent });
    const seen = await manager.slash("papers", "subscribe", { topic: "gan" }, thread.id);
    expect(seen.text).toContain(`<#${thread.id}> gets a roundup`);
    expect(
      await discord.until(() => discord.texts(thread).find((text) => text.includes("set up a roundup"))),
    ).toBeTruthy();
    await onMonday();
    const roundup = await discord.until(() => roundupsIn(thread)[0]);
    expect(everywhere()).toEqual([thread.id]);
    const { id } = await bot.app.store.workspaces.ensure({ platform: "discord", workspace: guild.id });
    await eventually(() => bot.app.store.posts.find(id, thread.id, roundup.id));
    manager.react(roundup, "1️⃣");
    await discord.until(() => pressable(roundup.components).some(({ label }) => label === "▲ 1"));
  });

  it("in an announcement channel, published to its followers", async () => {
    const manager = await start((lab) => void discord.channel(lab, "news", { type: 5 }));
    const news = [...discord.world.channels.values()].find(({ type }) => type === 5);
    if (!news) throw new Error("no announcement channel");
    await manager.slash("papers", "subscribe", { topic: "gan" }, news.id);
    await onMonday();
    const roundup = await discord.until(() => roundupsIn(news)[0]);
    await discord.until(() => (roundup.flags & crossposted) !== 0);
    expect(everywhere()).toEqual([news.id]);
  });

  it("in the chat of a voice channel, as cards too, which stand below it", async () => {
    const manager = await start((lab) => void discord.channel(lab, "talk", { type: 2 }));
    const talk = [...discord.world.channels.values()].find(({ type }) => type === 2);
    if (!talk) throw new Error("no voice channel");
    await manager.slash("papers", "subscribe", { topic: "gan", layout: "cards" }, talk.id);
    await onMonday();
    const cards = () =>
      discord.messages(talk).filter(({ components }) => pressable(components).some(({ label }) => label === "Details"));
    await discord.until(() => cards().length === 3);
    expect(everywhere()).toEqual([talk.id]);
  });

  it("in direct messages", async () => {
    const manager = await start();
    await manager.slash("papers", "topic", { words: "gan" });
    const alone = discord.member("50", { guild: null });
    const seen = await alone.slash("papers", "subscribe", { topic: "gan" });
    expect(seen.text).toContain("You get a roundup");
    await onMonday();
    await discord.until(() => roundupsIn(discord.direct(alone))[0]);
    expect(everywhere()).toEqual([discord.direct(alone).id]);
  });

  it("in a forum: a post with the titles and one for each paper, with tags by topic", async () => {
    const manager = await start((lab) => {
      discord.channel(lab, "papers", {
        type: 15,
        needsTag: true,
        tags: [
          { id: "71", name: "Other" },
          { id: "72", name: "GAN" },
        ],
      });
    });
    const forum = [...discord.world.channels.values()].find(({ type }) => type === 15);
    if (!forum) throw new Error("no forum");
    const posts = () => [...discord.world.channels.values()].filter(({ parent }) => parent === forum.id);
    const dialog = await manager.slash("papers", "subscribe");
    await manager.submit(dialog, { Channel: forum.id, Topics: "gan" });
    expect(await roundupsOf()).toMatchObject([{ channel: forum.id, layout: "cards" }]);
    await onMonday();
    await discord.until(() => posts().length === 4);
    const [first, ...papers] = posts();
    expect(first?.name).toBe("gan · Monday 10 November");
    expect(readText(discord.messages(first?.id ?? "")[0] ?? { content: "", components: [] })).toContain(
      "• [**StyleGAN variant number",
    );
    expect(papers.map(({ name }) => /StyleGAN variant number \d+/.test(name))).toEqual([true, true, true]);
    expect(everywhere()).toEqual([first?.id]);
    expect(posts().map(({ applied, archiveMinutes }) => [applied, archiveMinutes])).toEqual(
      posts().map(() => [["72"], 10_080]),
    );
    const [card] = discord.messages(papers[0]?.id ?? "");
    if (!card) throw new Error("an empty post");
    manager.react(card, "👍");
    await discord.until(() => pressable(card.components).some(({ label }) => label === "▲ 1"));
    await manager.press(card, "▲ 1");
    await discord.until(() => pressable(card.components).some(({ label }) => label === "▲ 2" || label === "▲ 1"));
    await manager.slash("papers", "pause", { number: 1 });
    const under = () => discord.texts(first?.id ?? "").filter((text) => text.includes("paused roundup 1"));
    await discord.until(() => under().length === 1);
    expect(posts()).toHaveLength(4);
  });

  it("never where nothing can appear: a locked thread is refused with the reason", async () => {
    const manager = await start();
    const thread = discord.channel(guild, "closed", { type: 11, parent: general(), locked: true });
    const seen = await manager.slash("papers", "subscribe", { topic: "gan" }, thread.id);
    expect(seen.text).toContain("This thread is locked");
    expect(await roundupsOf()).toEqual([]);
  });
});

const roundupsOf = async () => {
  const { id } = await bot.app.store.workspaces.ensure({ platform: "discord", workspace: guild.id });
  return bot.app.store.subscriptions.list(id);
};

describe("the bot's direct messages on Discord", () => {
  it("take commands and plain words, in the server that the member last used the bot in", async () => {
    const manager = await start((lab) => void lab);
    await manager.slash("papers", "save", { paper: "2511.00002" });
    const alone = discord.member("50", { guild: null });
    expect((await alone.slash("papers", "saved")).text).toContain("StyleGAN variant number 2");
    const answer = async (text: string) => {
      const from = discord.messages(discord.direct(alone)).length + 1;
      alone.write(text);
      return readText(await discord.until(() => discord.messages(discord.direct(alone))[from]));
    };
    expect(await answer("hello!")).toContain("Hello.");
    expect(await answer("https://arxiv.org/abs/2511.00002")).toContain("You saved it");
    expect(await answer("style nets")).toContain("Searched for **style nets**");
    expect(await answer("topic gan")).toMatch(/3 papers about \*\*gan/);
    const [, , , , , , , list] = discord.messages(discord.direct(alone));
    if (!list) throw new Error("no list");
    const seen = await alone.press(list, "▲");
    expect(seen.interaction.acknowledged).toBe(7);
    const { id } = await bot.app.store.workspaces.ensure({ platform: "discord", workspace: guild.id });
    await eventually(async () => (await bot.app.store.members.data(id, "50")).votes.length === 1);
  });

  it("are somebody's own where they installed the app for themselves and share no server", async () => {
    await start();
    const alone = discord.member("77", { guild: null });
    expect((await alone.slash("papers", "save", { paper: "2511.00002" })).text).toContain("Saved");
    expect((await alone.slash("papers", "saved")).text).toContain("StyleGAN variant number 2");
    const own = await bot.app.store.workspaces.find({ platform: "discord", workspace: "user-77" });
    expect(own).not.toBeNull();
    expect((await alone.slash("papers", "subscribe", { topic: "gan" })).text).toContain("You get a roundup");
    await onMonday();
    await discord.until(() => roundupsIn(discord.direct(alone))[0]);
    expect((await bot.app.store.workspaces.all()).map(({ workspace }) => workspace)).toContain("user-77");
  });
});
