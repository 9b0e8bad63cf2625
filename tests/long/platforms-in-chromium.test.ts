import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { PermissionFlagsBits } from "discord.js";
import { type Browser, chromium } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { chromiumIsHere, chromiumPath } from "../support/chromium.ts";
import { slackPage } from "../support/draw/block-kit.ts";
import { discordPage } from "../support/draw/components.ts";
import { lifelikePapers } from "../support/draw/lifelike-papers.ts";
import { type FakeDiscord, startFakeDiscord } from "../support/fake-discord/fake-discord.ts";
import { readText } from "../support/fake-discord/looks.ts";
import type { Message } from "../support/fake-discord/world.ts";
import { type FakeSlack, startFakeSlack } from "../support/fake-slack/fake-slack.ts";
import { person } from "../support/fake-slack/person.ts";
import { startTestBot, type TestBot } from "../support/test-bot.ts";

/** Where the pictures go, if they are to be looked at. */
const folder = process.env["PICTURES"];
const widths = { phone: 390, desktop: 1_000 };
/** With the fonts of Debian; others differ by a few lines. */
const roundupHeight = 900;

const friday = Date.parse("2025-11-07T10:00:00Z");
const monday = Date.parse("2025-11-10T09:06:05Z");

let offset = 0;
const now = () => new Date(Date.now() + offset);
const setClock = (at: number) => (offset = at - Date.now());

describe.skipIf(!chromiumIsHere)("everything the bot sends, drawn", () => {
  let slack: FakeSlack;
  let discord: FakeDiscord;
  let bot: TestBot & { folder: string };
  let browser: Browser;
  const pages = new Map<string, string>();
  const heights = new Map<string, number>();

  const start = async (more: Parameters<typeof startTestBot>[1]) => {
    const keys = {
      SLACK_BOT_TOKEN: slack.team("T1").token,
      SLACK_APP_TOKEN: slack.appToken,
      SLACK_API_URL: slack.apiUrl,
      DISCORD_TOKEN: discord.token,
      DISCORD_API_URL: discord.apiUrl,
    };
    bot = await startTestBot(keys, { ...more, now });
    await bot.bot.connected;
  };

  /** What people see on Slack on a Friday, and of Monday's roundups. */
  async function drawSlack(): Promise<() => Promise<void>> {
    slack.now = now;
    slack.channel("C2", "T1", ["UBOTT1", "U2"]);
    const ada = person(slack, { kind: "socket" }, "U2");
    const draw = (name: string, ...drawn: Parameters<typeof slackPage>[0]) =>
      void pages.set(`slack-${name}`, slackPage(drawn));
    const topic = await ada.slash("topic diffusion limit:5");
    draw("topic", topic);
    await ada.press(topic, "▲");
    draw("voted", await ada.next(1));
    draw("today", await ada.slash("today"));
    draw("show", await ada.slash("show 2511.00101"));
    draw("help", await ada.slash("help"));
    draw("errors", await ada.slash("gan"), await ada.slash("subscribe gan at:25:99"), await ada.slash("topic zzzz"));
    void ada.slash("subscribe");
    await slack.until(() => slack.team("T1").views.length === 1, "the dialog");
    const [dialog] = slack.team("T1").views;
    draw("dialog", { blocks: dialog?.view.blocks, title: dialog?.view.title?.text ?? "" });
    draw("subscribed", await ada.slash("subscribe diffusion tz:UTC"), await ada.slash("subscriptions"));
    await ada.slash("subscribe diffusion layout:cards limit:3 tz:UTC", "C2");
    draw("status", await ada.slash("status"));
    draw("home", { blocks: await ada.openHome(), title: "Home" });
    await ada.paste(["https://arxiv.org/abs/2511.00101"]);
    await slack.until(() => slack.channel("C1").unfurls.length === 1, "the line under a link");
    draw("unfurl", { blocks: slack.channel("C1").unfurls[0]?.blocks });
    return async () => {
      await slack.until(() => slack.messages("C1").some(({ text }) => text.includes("Monday")), "the list");
      await slack.until(() => slack.messages("C2").length === 5, "the cards");
      const [roundup] = slack.messages("C1").slice(-1);
      draw("roundup", { blocks: roundup?.blocks });
      draw("ordinary", { blocks: (roundup?.blocks ?? []).filter((block) => !isOccasional(block)) });
      draw(
        "cards",
        ...slack
          .messages("C2")
          .slice(1)
          .map(({ blocks }) => ({ blocks })),
      );
    };
  }

  /** The same on Discord. */
  async function drawDiscord(): Promise<() => Promise<void>> {
    const lab = [...discord.world.guilds.values()][0] ?? discord.guild();
    const ada = discord.member("50", { permissions: PermissionFlagsBits.ManageChannels });
    const draw = (name: string, ...drawn: Parameters<typeof discordPage>[0]) =>
      void pages.set(`discord-${name}`, discordPage(drawn));
    const ask = async (sub: string, values: Record<string, unknown> = {}, channel?: string): Promise<Message> => {
      const { message } = await ada.slash("papers", sub, values, channel);
      if (!message) throw new Error(`nothing was answered to ${sub}`);
      return message;
    };
    draw("topic", await ask("topic", { words: "diffusion", limit: 5 }));
    draw("today", await ask("today"));
    draw("show", await ask("show", { paper: "2511.00101" }));
    draw("help", await ask("help"));
    const errors = [await ask("subscribe", { topic: "gan", at: "25:99" }), await ask("topic", { words: "zzzz" })];
    draw("errors", ...errors);
    const { modal } = await ada.slash("papers", "subscribe");
    const subscribed = await ask("subscribe", { topic: "diffusion" });
    draw("subscribed", subscribed, await ask("subscriptions"));
    const second = (await ada.press(subscribed, "More settings")).modal;
    draw("dialog", ...[modal, second].filter((one) => one !== null && one !== undefined));
    const [forum] = [...discord.world.channels.values()].filter(({ type }) => type === 15);
    const dialog = await ada.slash("papers", "subscribe");
    await ada.submit(dialog, { Channel: forum?.id ?? "", Topics: "diffusion" });
    const cards = discord.channel(lab, "cards");
    await ask("subscribe", { topic: "diffusion", layout: "cards", limit: 3 }, cards.id);
    draw("status", await ask("status"));
    const general = [...discord.world.channels.values()].find(({ name }) => name === "general")?.id ?? "";
    draw("welcome", ...discord.messages(general).slice(0, 1));
    return async () => {
      draw("roundup", await discord.until(() => discord.messages(general).find((one) => isMonday(one))));
      await discord.until(() => discord.messages(cards).some((one) => isMonday(one)));
      const posts = () => [...discord.world.channels.values()].filter(({ parent }) => parent === forum?.id);
      await discord.until(() => posts().length === 6);
      draw("forum", ...posts().flatMap(({ id }) => discord.messages(id)));
      const thread = () => [...discord.world.channels.values()].find(({ parent }) => parent === cards.id);
      await discord.until(() => discord.messages(thread()?.id ?? "").length === 3);
      draw("cards", ...discord.messages(cards).slice(-1), ...discord.messages(thread()?.id ?? ""));
    };
  }
  /** What only the first roundups of a channel say, and those of days on which a source is down. */
  const isOccasional = (block: unknown) => /React 1|could not be reached/.test(JSON.stringify(block));
  const isMonday = (message: Message) => readText(message).includes("Monday 10 November");

  beforeAll(async () => {
    setClock(friday);
    slack = await startFakeSlack();
    discord = await startFakeDiscord({ now });
    const lab = discord.guild("Lab");
    const tags = [{ id: "71", name: "diffusion" }];
    discord.channel(lab, "papers", { type: 15, tags });
    await start({ papers: lifelikePapers });
    const later = [await drawSlack(), await drawDiscord()];
    await bot.stop();
    setClock(monday);
    await start({ folder: bot.folder });
    for (const draw of later) await draw();
    browser = await chromium.launch({ executablePath: chromiumPath, args: ["--no-sandbox", "--disable-gpu"] });
    if (folder) mkdirSync(folder, { recursive: true });
  }, 300_000);
  afterAll(async () => {
    await browser?.close();
    await bot?.remove();
    await slack?.close();
    await discord?.stop();
  });

  it.each(Object.entries(widths))("fits a %s without scrolling sideways", async (device, width) => {
    const context = await browser.newContext({ viewport: { width, height: 800 } });
    for (const [name, html] of pages) {
      const page = await context.newPage();
      await page.setContent(html);
      const [scrolls = 0, shows = 0, height = 0] = await page.evaluate<number[]>(
        "[document.documentElement.scrollWidth, document.documentElement.clientWidth, document.body.scrollHeight]",
      );
      expect(scrolls, name).toBe(shows);
      heights.set(`${name} ${device}`, height);
      if (folder) await page.screenshot({ path: join(folder, `${name}-${device}.png`), fullPage: true });
      await page.close();
    }
    await context.close();
  });

  it(`shows a roundup of five papers in at most ${roundupHeight} pixels of a phone on Slack`, () => {
    expect(heights.get("slack-ordinary phone")).toBeLessThanOrEqual(roundupHeight);
  });
});
