import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { PermissionFlagsBits as P } from "discord.js";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { pino } from "pino";
import { scopes } from "../../src/adapters/slack/connection/scopes.ts";
import { readConfig } from "../../src/config/config.ts";
import { nextSlot } from "../../src/core/delivery/schedule.ts";
import { seal } from "../../src/seal.ts";
import { openStore } from "../../src/core/store/sqlite/open.ts";
import { examine } from "../../src/shell/doctor.ts";
import { usualTerms } from "../../commands/parts/subscriptions.ts";
import { startFakeMail } from "../support/fake-mail.ts";
import { type FakeDiscord, startFakeDiscord } from "../support/fake-discord/fake-discord.ts";
import type { Channel } from "../support/fake-discord/world.ts";
import { type FakeSlack, startFakeSlack } from "../support/fake-slack/fake-slack.ts";

const now = new Date("2026-08-21T12:00:00Z");
let folder: string;
let slack: FakeSlack;
let discord: FakeDiscord;
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), "papers-doctor-"));
  [slack, discord] = [await startFakeSlack(), await startFakeDiscord()];
});
afterEach(async () => {
  await slack.close();
  await discord.stop();
  rmSync(folder, { recursive: true, force: true });
});

async function diagnosis(env: Record<string, string>): Promise<string> {
  const read = () => readConfig({ DATABASE_URL: `file:${folder}/papers.db`, ...env });
  const { text } = await examine(read, pino({ level: "silent" }), now);
  return text;
}

async function install(workspace: string, token: string, key: Buffer | undefined): Promise<void> {
  const store = await openStore(`file:${folder}/papers.db`);
  const kept = JSON.stringify({ token, botUser: "UBOT", botId: "B1", installer: null });
  await store.installations.put({ platform: "slack", workspace }, seal(kept, key ?? Buffer.alloc(32), workspace));
  await store.close();
}

async function subscribe(
  platform: "slack" | "discord" | "terminal",
  workspace: string,
  channel: string,
): Promise<void> {
  const store = await openStore(`file:${folder}/papers.db`);
  const { id } = await store.workspaces.ensure({ platform, workspace }, "Lab", null);
  const terms = { ...usualTerms, topics: ["gan"], tz: "UTC" };
  const made = { channel, to: "here" as const, madeBy: "U1", createdAt: now, baselineDay: null };
  await store.subscriptions.add(id, { ...terms, ...made, next: nextSlot(terms, now) });
  await store.close();
}

describe("the doctor", () => {
  it("names every wrong setting, never its value", async () => {
    const text = await diagnosis({ SLACK_BOT_TOKEN: "xapp-geheim", PORT: "many" });
    expect(text).toContain("WRONG SLACK_BOT_TOKEN is not a bot token");
    expect(text).toContain("WRONG PORT must be a port number");
    expect(text).toContain("to mend.");
    expect(text).not.toContain("geheim");
  });

  it("says that nothing is connected and nothing was read", async () => {
    const text = await diagnosis({});
    expect(text).toContain("No chat is connected, and no e-mail. Set the keys of Slack or Discord");
    expect(text).toContain("ok    The database can be read and written: 0 papers.");
    expect(text).toContain("No source was read yet.");
  });

  it("asks Slack about the token and the channels of roundups", async () => {
    const team = slack.team("T1");
    await subscribe("slack", "T1", "C1");
    await subscribe("slack", "T1", "C404");
    const env = {
      SLACK_BOT_TOKEN: team.token,
      SLACK_SIGNING_SECRET: "s".repeat(32),
      PORT: "0",
      SLACK_API_URL: slack.apiUrl,
    };
    const text = await diagnosis(env);
    expect(text).toContain("ok    SLACK_BOT_TOKEN is good for");
    expect(text).toMatch(/ok {4}Roundups go to #/);
    expect(text).toContain("WRONG The channel C404 of a roundup cannot be read: channel_not_found.");
    expect(await diagnosis({ ...env, SLACK_BOT_TOKEN: "xoxb-wrong" })).toContain(
      "WRONG Slack refuses SLACK_BOT_TOKEN: invalid_auth.",
    );
  });

  it("tells scopes of Slack that the bot needs from those that an installation may leave out", async () => {
    const team = slack.team("T1");
    const env = { SLACK_BOT_TOKEN: team.token, SLACK_APP_TOKEN: slack.appToken, SLACK_API_URL: slack.apiUrl };
    team.scopes = scopes.filter((scope) => !scope.endsWith("s:history"));
    const text = await diagnosis(env);
    expect(text).toMatch(/ok {4}The app lacks the scopes channels:history, groups:history in .*is then not sent again/);
    team.scopes = scopes.filter((scope) => scope !== "reactions:read");
    expect(await diagnosis(env)).toMatch(/WRONG The app lacks the scopes reactions:read in/);
    team.scopes = scopes;
    expect(await diagnosis(env)).not.toContain("lacks the scopes");
  });

  it("opens the stored tokens of installed workspaces and asks Slack about each", async () => {
    const [key, other] = [1, 2].map((byte) => Buffer.alloc(32, byte));
    const env = {
      SLACK_CLIENT_ID: "1.1",
      SLACK_CLIENT_SECRET: "client-secret",
      SLACK_STATE_SECRET: "state-secret",
      SLACK_SIGNING_SECRET: "s".repeat(32),
      ENCRYPTION_KEY: `${key?.toString("base64")}`,
      PORT: "0",
      SLACK_API_URL: slack.apiUrl,
    };
    expect(await diagnosis(env)).toContain("ok    No Slack workspace has installed the bot yet");
    await install("T1", slack.team("T1").token, key);
    await install("T2", "xoxb-revoked", key);
    await install("T3", slack.team("T3").token, other);
    await subscribe("slack", "T1", "C1");
    const text = await diagnosis(env);
    expect(text).toContain("ok    The stored token of T1 is good for");
    expect(text).toMatch(/ok {4}Roundups go to #/);
    expect(text).toContain(
      "WRONG Slack refuses the stored token of T2: invalid_auth. Let that workspace install the bot again",
    );
    expect(text).toContain("WRONG No key of ENCRYPTION_KEY opens the stored tokens of T3.");
    expect(text).not.toContain("xoxb");
    const both = { ...env, ENCRYPTION_KEY: `${key?.toString("base64")},${other?.toString("base64")}` };
    expect(await diagnosis(both)).toContain("ok    The stored token of T3 is good for");
  });

  it("logs in at the mail server, which is enough to be connected", async () => {
    const mail = await startFakeMail({ user: "ann", pass: "right" });
    const env = { SMTP_URL: `smtp://ann:right@127.0.0.1:${mail.port}`, MAIL_FROM: "papers@lab.test" };
    const text = await diagnosis(env);
    expect(text).toContain(`ok    The mail server 127.0.0.1:${mail.port} can be used.`);
    expect(text).not.toContain("No chat is connected");
    const refused = await diagnosis({ ...env, SMTP_URL: `smtp://ann:wrong@127.0.0.1:${mail.port}` });
    expect(refused).toContain(
      `WRONG The mail server 127.0.0.1:${mail.port} refuses the user or the password of SMTP_URL.`,
    );
    expect(refused).not.toContain(":wrong@");
    await mail.close();
    expect(await diagnosis(env)).toContain(`WRONG The mail server 127.0.0.1:${mail.port} cannot be used`);
  });

  it("names paused roundups of every platform", async () => {
    await subscribe("terminal", "local", "");
    const store = await openStore(`file:${folder}/papers.db`);
    const { id } = await store.workspaces.ensure({ platform: "terminal", workspace: "local" });
    const [made] = await store.subscriptions.list(id);
    await store.subscriptions.pause(made?.id ?? 0, "its address is refused", now);
    expect(await diagnosis({})).toContain(
      "WRONG Roundup 1 of local is paused: its address is refused. Then type /papers",
    );
    await store.subscriptions.pause(made?.id ?? 0, "since Fri 21 Aug; /papers resume 1", now);
    await store.close();
    expect(await diagnosis({})).toContain("ok    Roundup 1 of local is paused since Fri 21 Aug; /papers resume 1.");
  });

  it("asks Discord about the token and the permissions in channels of roundups", async () => {
    const guild = discord.guild("Lab");
    const open = discord.channel(guild, "reading");
    const closed = discord.channel(guild, "board");
    closed.overwrites = [{ id: guild.id, type: 0, allow: 0n, deny: 1n << 11n }];
    await subscribe("discord", guild.id, open.id);
    await subscribe("discord", guild.id, closed.id);
    const env = { DISCORD_TOKEN: discord.token, DISCORD_API_URL: discord.apiUrl };
    const text = await diagnosis(env);
    expect(text).toContain("ok    DISCORD_TOKEN is good for");
    expect(text).toContain("ok    Roundups go to #reading of Lab.");
    expect(text).toContain(
      "WRONG Roundups go to #board of Lab, where the bot lacks Send Messages. Allow papers-bot “Send Messages”",
    );
    expect(await diagnosis({ ...env, DISCORD_TOKEN: "wrong.token.value" })).toContain(
      "WRONG Discord refuses DISCORD_TOKEN.",
    );
  });

  it("names what Discord wants for threads, by what kind of channel it is", async () => {
    const guild = discord.guild("Lab");
    const without = (denied: bigint, name: string, how: Partial<Channel> = {}) =>
      discord.channel(guild, name, { overwrites: [{ id: guild.id, type: 0, allow: 0n, deny: denied }], ...how });
    const board = without(P.CreatePublicThreads, "board");
    const forum = without(P.SendMessagesInThreads, "papers", { type: 15 });
    const quiet = without(P.SendMessagesInThreads | P.SendMessages, "quiet");
    const thread = discord.channel(guild, "club", { type: 11, parent: quiet.id });
    const voice = without(P.CreatePublicThreads | P.SendMessagesInThreads, "talk", { type: 2 });
    for (const { id } of [board, forum, quiet, thread, voice]) await subscribe("discord", guild.id, id);
    const text = await diagnosis({ DISCORD_TOKEN: discord.token, DISCORD_API_URL: discord.apiUrl });
    const loss = "there can be no notes under its posts and no threads of cards";
    for (const line of [
      `WRONG Roundups go to #board of Lab, where the bot lacks Create Public Threads: ${loss}. Allow papers-bot “Create`,
      `WRONG Roundups go to #papers of Lab, where the bot lacks Send Messages in Threads: ${loss}.`,
      "WRONG Roundups go to #quiet of Lab, where the bot lacks Send Messages, Send Messages in Threads. Allow",
      "WRONG Roundups go to #club of Lab, where the bot lacks Send Messages in Threads. Allow",
      "ok    Roundups go to #talk of Lab.",
    ])
      expect(text).toContain(line);
  });
});
