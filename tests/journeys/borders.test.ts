import { PermissionFlagsBits as P } from "discord.js";
import { createHmac } from "node:crypto";
import { afterEach, describe, expect, it } from "vitest";
import { createDelivery } from "../../src/core/delivery/delivery.ts";
import { startFakeDiscord } from "../support/fake-discord/fake-discord.ts";
import { sendSigned, startFakeSlack, type Reach } from "../support/fake-slack/fake-slack.ts";
import { person, textOf } from "../support/fake-slack/person.ts";
import { knownPapers } from "../support/known-papers.ts";
import { startTestBot, type TestBot } from "../support/test-bot.ts";

const signingSecret = "0123456789abcdef0123456789abcdef";

const closing: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

/** Runs a bot over a fake platform until the test ends. */
async function run(env: Record<string, string>): Promise<TestBot> {
  const bot = await startTestBot(env, { papers: knownPapers });
  closing.push(() => bot.remove());
  await bot.bot.connected;
  return bot;
}

async function slackOfOneTeam() {
  const slack = await startFakeSlack();
  closing.push(() => slack.close());
  const team = slack.team("T1");
  const bot = await run({
    SLACK_API_URL: slack.apiUrl,
    SLACK_BOT_TOKEN: team.token,
    SLACK_SIGNING_SECRET: signingSecret,
    PORT: "0",
  });
  const reach: Reach = { kind: "http", url: `${bot.url}/slack/events`, signingSecret };
  const event = (teamId: string, type: string, more: object = {}) =>
    slack.deliver(
      reach,
      {
        type: "event_callback",
        team_id: teamId,
        event_id: `Ev${type}${teamId}`,
        event_time: 1,
        event: { type, ...more },
        authorizations: [{ team_id: teamId }],
      },
      "json",
    );
  return { slack, team, bot, reach, event };
}

describe("Slack with one workspace's token", () => {
  it("tells another workspace's people that it is not theirs, and shows and changes nothing", async () => {
    const { slack, bot, reach, event } = await slackOfOneTeam();
    const ours = person(slack, reach, "U2");
    await ours.slash("save 2511.00001");
    const theirs = person(slack, reach, "U2", slack.team("T2"));
    expect((await theirs.slash("saved")).text).toContain("belongs to another workspace");
    await event("T2", "app_uninstalled");
    await event("T2", "app_home_opened", { user: "U2", tab: "home" });
    expect(textOf((await ours.slash("saved")).blocks)).toContain("StyleGAN variant number 1");
    expect(slack.team("T2").homes.size).toBe(0);
    expect(await bot.app.store.workspaces.eraseLeft(new Date(Date.now() + 86_400_000))).toBe(0);
  });

  it("erases nothing on news of a removal that its working token contradicts, and what is its own once it is revoked", async () => {
    const { slack, team, bot, event } = await slackOfOneTeam();
    const left = () => bot.app.store.workspaces.eraseLeft(new Date(Date.now() + 86_400_000));
    await bot.app.store.workspaces.ensure({ platform: "slack", workspace: "T1" });
    const asked = () => slack.calls.filter(({ method }) => method === "auth.test").length;
    const before = asked();
    await event("T1", "app_uninstalled");
    await slack.until(() => asked() > before, "the question whether the token still works");
    expect(await left()).toBe(0);
    slack.faults = (method) =>
      method === "auth.test" ? { kind: "error", error: "account_inactive", commit: false } : null;
    await event("T1", "tokens_revoked", { tokens: { bot: [team.botUser] } });
    await expect.poll(left).toBe(1);
  });

  it("takes a request once, whatever is hung on its signature", async () => {
    const { slack, bot } = await slackOfOneTeam();
    const url = `${bot.url}/slack/events`;
    const body = new URLSearchParams({
      command: "/papers",
      text: "saved",
      team_id: "T1",
      channel_id: "C1",
      user_id: "U2",
      response_url: slack.responseUrl(slack.team("T1"), "C1", "U2"),
    }).toString();
    const at = new Date();
    const seconds = Math.floor(at.getTime() / 1000);
    const hash = createHmac("sha256", signingSecret).update(`v0:${seconds}:${body}`).digest("hex");
    const send = (signature: string) =>
      sendSigned({ url, signingSecret }, body, "application/x-www-form-urlencoded", at, {
        "x-slack-signature": signature,
      });
    const answers = [await send(`v0=${hash}`), await send(`v0=${hash}=x`), await send(`v0=${hash}=y`)];
    expect(answers.map(({ status }) => status)).toEqual([200, 401, 401]);
  });

  it("keeps a dialog that somebody of another workspace sent in a shared channel with the workspace that installed it", async () => {
    const { slack, bot, reach } = await slackOfOneTeam();
    const asked: string[] = [];
    const { host } = bot.app;
    const command = host.command.bind(host);
    host.command = (call) => (asked.push(call.workspace), command(call));
    const form = { call: "v1:saved:", channel: { id: "C1", thread: null, direct: false }, responseUrl: null };
    await slack.deliver(
      reach,
      {
        type: "view_submission",
        team: { id: "T2" },
        user: { id: "U9", team_id: "T2" },
        view: {
          callback_id: "papers_form",
          app_installed_team_id: "T1",
          private_metadata: JSON.stringify(form),
          state: { values: {} },
        },
      },
      "payload",
    );
    await expect.poll(() => asked).toEqual(["T1"]);
  });
});

async function discordWithTwo() {
  const discord = await startFakeDiscord();
  closing.push(() => discord.stop());
  const guild = discord.guild("Lab");
  const bot = await run({ DISCORD_TOKEN: discord.token, DISCORD_API_URL: discord.apiUrl });
  const workspace = await bot.app.store.workspaces.ensure({ platform: "discord", workspace: guild.id });
  return { discord, guild, bot, workspace };
}

describe("Discord", () => {
  it("asks for rights in the whole server before it changes the server's settings", async () => {
    const { discord, guild, bot, workspace } = await discordWithTwo();
    const general = [...discord.world.channels.values()].find(({ type }) => type === 0);
    if (!general) throw new Error("no channel");
    const local = discord.member("61");
    general.overwrites = [{ id: "61", type: 1, allow: P.ManageChannels, deny: 0n }];
    const manager = discord.member("62", { permissions: P.ManageChannels });
    const change = { key: "quiet", value: "silent" };
    expect((await local.slash("papers", "subscribe", { topic: "gan" })).text).toContain("gets a roundup about");
    expect((await local.slash("papers", "settings", change)).text).toContain("manage all channels");
    expect(await bot.app.store.settings.all(workspace.id)).toEqual({});
    expect((await manager.slash("papers", "settings", change)).text).toContain("quiet is now silent");
    expect(guild.members.size).toBeGreaterThan(2);
  });

  it("lets who made a roundup, and admins, end it when its channel is gone, and nobody else", async () => {
    const { discord, guild } = await discordWithTwo();
    const doomed = discord.channel(guild, "doomed");
    const maker = discord.member("63", { permissions: P.ManageChannels });
    await maker.slash("papers", "subscribe", { topic: "gan" }, doomed.id);
    discord.deleteChannel(doomed);
    const manager = discord.member("64", { permissions: P.ManageChannels });
    expect((await manager.slash("papers", "unsubscribe", { number: 1, sure: "yes" })).text).toContain(
      "There is no roundup 1",
    );
    const admin = discord.member("65", { permissions: P.ManageGuild });
    expect((await admin.slash("papers", "subscriptions")).text).toContain("gan");
    expect((await maker.slash("papers", "unsubscribe", { number: 1, sure: "yes" })).text).toContain("has ended");
  });

  it("sends an expelled member nothing of the team any more, and takes no vote of theirs", async () => {
    const { discord, guild, bot, workspace } = await discordWithTwo();
    const { store, sources, adapters, log } = bot.app;
    const eve = discord.member("66");
    await eve.slash("papers", "subscribe", { topic: "gan", to: "dm" });
    const [made] = await store.subscriptions.list(workspace.id);
    const dueAt = made?.next.dueAt ?? new Date();
    const options = { store, sources, adapters, log, settleSeconds: 0, wakeIn: () => undefined };
    const texts = () => discord.texts(made?.channel ?? "");
    const deliverAt = (now: Date) => createDelivery({ ...options, now: () => now }).tick();
    // No source answers here: a roundup waits a few minutes for one, then comes without it.
    await deliverAt(new Date(dueAt.getTime() + 15 * 60_000));
    expect(texts()).toHaveLength(1);

    guild.members.delete("66");
    const [, second] = [made, (await store.subscriptions.list(workspace.id))[0]];
    await deliverAt(new Date((second?.next.dueAt ?? dueAt).getTime() + 15 * 60_000));
    expect(texts()).toHaveLength(1);
    expect((await store.subscriptions.list(workspace.id))[0]?.pausedBecause).toContain("you left the workspace");
    const alone = discord.member("66", { guild: null });
    const [post] = discord.messages(made?.channel ?? "");
    if (!post) throw new Error("no roundup");
    const pressed = await alone.press(post, "▲");
    expect((await pressed.further()).components.length).toBeGreaterThan(0);
    expect(await store.votes.top(workspace.id, null, 5)).toEqual([]);
  });
});
