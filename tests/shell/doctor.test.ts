import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { pino } from "pino";
import { readConfig } from "../../src/config/config.ts";
import { nextSlot } from "../../src/core/delivery/schedule.ts";
import { openStore } from "../../src/core/store/sqlite/open.ts";
import { examine } from "../../src/shell/doctor.ts";
import { usualTerms } from "../../commands/parts/subscriptions.ts";
import { type FakeDiscord, startFakeDiscord } from "../support/fake-discord/fake-discord.ts";
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

async function subscribe(platform: "slack" | "discord", workspace: string, channel: string): Promise<void> {
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
    expect(text).toContain("No chat is connected. Set the keys of Slack or Discord");
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
});
