import { spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { startFakeDiscord, type FakeDiscord } from "../support/fake-discord/fake-discord.ts";
import { startFakeSlack } from "../support/fake-slack/fake-slack.ts";
import { knownPapers } from "../support/known-papers.ts";
import { startTestBot, type TestBot } from "../support/test-bot.ts";
import { chatKits, watchPackages } from "../support/watch-packages.ts";

const root = join(import.meta.dirname, "../..");

let discord: FakeDiscord;
beforeEach(async () => {
  discord = await startFakeDiscord();
  discord.guild("Lab");
});
afterEach(() => discord.stop());

const env = (): Record<string, string> => ({ DISCORD_TOKEN: discord.token, DISCORD_API_URL: discord.apiUrl });

describe("a connection in trouble", () => {
  let bot: TestBot;
  const healthy = () => bot.app.health().then(({ discord: part }) => part?.connected === true);
  const answers = async () =>
    (await discord.member("42").slash("papers", "topic", { words: "gan" })).text.includes("3 papers");
  beforeEach(async () => {
    bot = await startTestBot({ ...env(), PORT: "0" }, { papers: knownPapers });
    await bot.bot.connected;
  });
  afterEach(() => bot.remove());

  it("asks for three intents and no more, none of them privileged", () => {
    expect(discord.gateway.identifies.map(({ intents }) => intents)).toEqual([(1 << 0) | (1 << 10) | (1 << 12)]);
  });

  it("resumes after a dropped socket, replaying what was missed once", async () => {
    discord.gateway.drop();
    await discord.until(async () => !(await healthy()));
    const interaction = discord.member("42").type("papers", "topic", { words: "gan" });
    await discord.until(() => interaction.acknowledged !== null && !interaction.loading);
    expect(discord.calls("POST", /callback$/)).toBe(1);
    await discord.until(healthy);
    expect([discord.gateway.identifies.length, discord.gateway.resumes]).toEqual([1, 1]);
  });

  it("follows op 7, and survives an invalid session with one more identify", async () => {
    discord.gateway.reconnect();
    await discord.until(() => discord.gateway.resumes === 1);
    await discord.until(healthy);
    discord.gateway.invalidate(true);
    await discord.until(() => discord.gateway.resumes === 2);
    await discord.until(healthy);
    expect(await answers()).toBe(true);
    expect(discord.gateway.identifies).toHaveLength(1);
    discord.gateway.invalidate(false);
    await discord.until(() => discord.gateway.identifies.length === 2);
    await discord.until(healthy);
    expect(await answers()).toBe(true);
  });

  it.each([4000, 4009, 1001])("comes back after close code %i", async (code) => {
    discord.gateway.close(code);
    await discord.until(() => discord.gateway.resumes === 1);
    await discord.until(healthy);
    expect(discord.gateway.identifies).toHaveLength(1);
  });

  it("comes back with a new session when Discord refuses a good token once", async () => {
    discord.gateway.close(4004);
    await discord.until(() => discord.gateway.identifies.length === 2);
    await discord.until(healthy);
    expect(await answers()).toBe(true);
  });

  it("says in /healthz that Discord is away during an outage, and comes back", async () => {
    discord.gateway.down = true;
    discord.gateway.drop();
    await discord.until(async () => !(await healthy()));
    const away = await fetch(`${bot.url}/healthz`);
    expect(away.status).toBe(503);
    expect(await away.json()).toMatchObject({
      parts: { discord: { connected: false }, database: { connected: true } },
    });
    discord.gateway.down = false;
    await discord.until(healthy);
    expect((await fetch(`${bot.url}/healthz`)).status).toBe(200);
    expect(await answers()).toBe(true);
  });

  it("meets a burst of 429 without a crash or a doubled answer", async () => {
    discord.faults.next("PATCH", /@original$/, { kind: "rate_limit", retryAfter: 0.2 }, 5);
    const people = Array.from({ length: 10 }, (_, n) => discord.member(`${100 + n}`));
    const seen = await Promise.all(people.map((person) => person.slash("papers", "topic", { words: "gan" })));
    expect(seen.filter(({ text }) => text.includes("3 papers"))).toHaveLength(10);
    expect(seen.flatMap(({ interaction }) => interaction.followUps)).toEqual([]);
    expect(discord.calls("POST", /callback$/)).toBe(10);
  });

  it.each([
    ["POST", /callback$/],
    ["PATCH", /@original$/],
  ])("answers although Discord closed the connection under a %s to %s", async (method, path) => {
    discord.faults.next(method, path, { kind: "close", commit: "never" });
    const seen = await discord.member("42").slash("papers", "status");
    expect(seen.text).toContain("papers");
  });

  it("stops within its limit while it is identifying", async () => {
    discord.gateway.mute = true;
    const second = await startTestBot(env(), { papers: knownPapers });
    await discord.until(() => discord.gateway.identifies.length === 2);
    await expect(second.remove()).resolves.toBeUndefined();
  });
});

describe("two platforms in one process on one database", () => {
  it("both answer, and one that cannot connect does not stop the other", async () => {
    const slack = await startFakeSlack();
    const slackEnv = {
      SLACK_BOT_TOKEN: slack.team("T1").token,
      SLACK_APP_TOKEN: slack.appToken,
      SLACK_API_URL: slack.apiUrl,
    };
    discord.gateway.down = true;
    discord.faults.next("GET", /gateway\/bot/, { kind: "reset", commit: "never" }, 1_000);
    const bot = await startTestBot({ ...env(), ...slackEnv, PORT: "0" }, { papers: knownPapers });
    const parts = async () =>
      ((await (await fetch(`${bot.url}/healthz`)).json()) as { parts: Record<string, { connected: boolean }> }).parts;
    await discord.until(async () => (await parts())["slack"]?.connected);
    expect(await parts()).toMatchObject({ slack: { connected: true }, discord: { connected: false } });
    await discord.until(() => bot.logged.some((line) => line.includes("Discord cannot be reached")));
    discord.gateway.down = false;
    discord.faults.clear();
    await bot.bot.connected;
    expect(await parts()).toMatchObject({ slack: { connected: true }, discord: { connected: true } });
    const seen = await discord.member("42").slash("papers", "topic", { words: "gan" });
    expect(seen.text).toContain("3 papers");
    expect(bot.logged.join("")).not.toContain(discord.token);
    await bot.remove();
    await slack.close();
  });
});

describe("`npm start` with a Discord token", () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "papers-bot-"));
  });
  const offline = {
    HUGGINGFACE_URL: "http://127.0.0.1:9",
    ARXIV_URL: "http://127.0.0.1:9",
    ARXIV_RSS_URL: "http://127.0.0.1:9",
  };
  function start(more: Record<string, string>) {
    const child = spawn(process.execPath, [join(root, "src/launch.js"), "main"], {
      cwd: folder,
      env: {
        PATH: process.env["PATH"] ?? "",
        DATABASE_URL: `file:${join(folder, "papers.db")}`,
        ...offline,
        ...env(),
        ...more,
      },
    });
    let stderr = "";
    child.stderr.on("data", (chunk: Buffer) => (stderr += chunk.toString("utf8")));
    const ended = new Promise<number | null>((resolve) => child.on("exit", (code) => resolve(code)));
    return { child, ended, said: () => stderr };
  }
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  it("stops with exit code 1 and names the variable when the token is wrong", async () => {
    const bot = start({ DISCORD_TOKEN: `${discord.token}x` });
    expect(await bot.ended).toBe(1);
    expect(bot.said()).toContain("DISCORD_TOKEN");
    expect(bot.said()).not.toContain(discord.token);
  });

  it("registers, answers, finishes on SIGTERM, and loads no other platform", async () => {
    const watch = watchPackages(folder);
    const bot = start(watch.env);
    await discord.until(() => bot.said().includes('"msg":"ready"'));
    expect(discord.calls("PUT", /commands$/)).toBe(1);
    const seen = await discord.member("42").slash("papers", "help");
    expect(seen.text).toContain("/papers");
    bot.child.kill("SIGTERM");
    expect(await bot.ended).toBe(0);
    expect(chatKits(watch.loaded())).toEqual(["discord.js"]);
  });
});
