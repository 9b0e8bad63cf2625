import { PermissionFlagsBits } from "discord.js";
import { afterEach, describe, expect, it } from "vitest";
import { type FakeDiscord, startFakeDiscord } from "../support/fake-discord/fake-discord.ts";
import { pressable, readText } from "../support/fake-discord/looks.ts";
import { type FakeSlack, startFakeSlack } from "../support/fake-slack/fake-slack.ts";
import { buttonsOf, person, textOf } from "../support/fake-slack/person.ts";
import { knownPapers } from "../support/known-papers.ts";
import { startTestBot, type TestBot } from "../support/test-bot.ts";

// A Friday; the first roundup is due on Monday.
const friday = () => new Date("2025-11-07T10:00:00Z");
/** A clock that runs, because cards in one channel are a second apart; no source answers, and roundups have waited for them. */
const monday = (hour: string) => {
  const offset = Date.parse(`2025-11-10T${hour}:06:05Z`) - Date.now();
  return () => new Date(Date.now() + offset);
};

let bot: (TestBot & { folder: string }) | null = null;
let discord: FakeDiscord | null = null;
let slack: FakeSlack | null = null;
afterEach(async () => {
  await bot?.remove();
  await discord?.stop();
  await slack?.close();
  [bot, discord, slack] = [null, null, null];
});

async function start(env: Record<string, string>, now: () => Date): Promise<void> {
  const folder = bot?.folder;
  await bot?.stop();
  bot = await startTestBot(env, folder ? { folder, now } : { papers: knownPapers, now });
  await bot.bot.connected;
}

describe("from nothing to a roundup in the channel, with one line typed", () => {
  it.each(["list", "cards"])("on Slack, as %s", async (layout) => {
    slack = await startFakeSlack();
    const here = slack;
    const env = {
      SLACK_BOT_TOKEN: here.team("T1").token,
      SLACK_APP_TOKEN: here.appToken,
      SLACK_API_URL: here.apiUrl,
    };
    await start(env, friday);
    const ada = person(here, { kind: "socket" }, "U2");
    const reply = await ada.slash(`subscribe gan layout:${layout}`);
    expect(textOf(reply.blocks)).toContain("weekdays at 09:00 Europe/Berlin");
    expect(textOf(reply.blocks)).toContain("First one: Mon 10 Nov");
    await here.until(() => here.messages("C1").length === 1, "the line for the channel");
    expect(here.messages("C1")[0]?.text).toContain("set up a roundup about gan here");
    await ada.press(reply, "Preview");
    expect(textOf((await ada.next(1)).blocks)).toContain("StyleGAN");
    await start(env, monday("08"));
    const expected = layout === "list" ? 2 : 5;
    await here.until(() => here.messages("C1").length === expected, "the roundup");
    const [, roundup, ...cards] = here.messages("C1");
    expect(roundup?.text).toContain("gan · Monday 10 November");
    // Each card is a message of the channel, with a thread of its own for what is said about it.
    expect(cards.every(({ thread_ts: parent }) => parent === undefined)).toBe(true);
    const voted = layout === "list" ? roundup : cards[0];
    expect(buttonsOf(voted?.blocks).map(({ label }) => label)).toContain("▲");
    if (voted) await ada.press(voted, "▲");
    await here.until(() => here.messages("C1").some(({ edits }) => edits > 0), "the redrawn count");
  });

  it.each(["list", "cards"])("on Discord, as %s", async (layout) => {
    discord = await startFakeDiscord();
    const here = discord;
    here.guild("Lab");
    const channel = [...here.world.channels.values()].find(({ type }) => type === 0)?.id ?? "";
    const env = { DISCORD_TOKEN: here.token, DISCORD_API_URL: here.apiUrl };
    await start(env, friday);
    const ada = here.member("42", { permissions: PermissionFlagsBits.ManageChannels });
    const reply = await ada.slash("papers", "subscribe", { topic: "gan", layout });
    expect(reply.text).toContain("weekdays at 09:00 UTC");
    expect(reply.text).toContain("First one: Mon 10 Nov");
    await here.until(() => here.texts(channel).some((text) => text.includes("set up a roundup about")));
    await start(env, monday("09"));
    const said = () => [...here.world.messages.values()].filter(({ seenBy }) => seenBy === null).map(readText);
    await here.until(() => said().some((text) => text.includes("gan · Monday 10 November")));
    const votable = () =>
      [...here.world.messages.values()].filter(
        (message) =>
          message.seenBy === null && pressable(message.components).some(({ label }) => label.startsWith("▲")),
      );
    await here.until(() => votable().length === (layout === "list" ? 1 : 3));
    expect(here.violations).toEqual([]);
    const inThread = votable().filter((message) => message.channel !== channel);
    expect(inThread).toHaveLength(layout === "list" ? 0 : 3);
  });

  it("is refused on Discord to who may not manage channels", async () => {
    discord = await startFakeDiscord();
    discord.guild("Lab");
    await start({ DISCORD_TOKEN: discord.token, DISCORD_API_URL: discord.apiUrl }, friday);
    const reply = await discord.member("43").slash("papers", "subscribe", { topic: "gan" });
    expect(reply.text).toContain("Only members who may manage channels");
    expect(reply.ephemeral).toBe(true);
  });
});
