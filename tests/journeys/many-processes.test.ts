import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type EmptyDatabase, emptyPostgres } from "../support/engines.ts";
import { type FakeDiscord, startFakeDiscord } from "../support/fake-discord/fake-discord.ts";
import { person } from "../support/fake-slack/person.ts";
import { type FakeSlack, startFakeSlack } from "../support/fake-slack/fake-slack.ts";
import { knownPapers } from "../support/known-papers.ts";
import { startTestBot, type TestBot } from "../support/test-bot.ts";

let database: EmptyDatabase;
let slack: FakeSlack;
let discord: FakeDiscord;
let bots: TestBot[];
beforeEach(async () => {
  [database, slack, discord] = await Promise.all([emptyPostgres(), startFakeSlack(), startFakeDiscord()]);
  discord.guild("Lab");
  bots = [];
});
afterEach(async () => {
  for (const bot of bots) await bot.remove();
  await Promise.all([slack.close(), discord.stop(), database.remove()]);
});

async function start(): Promise<TestBot> {
  const env = {
    ...database.env,
    SLACK_BOT_TOKEN: slack.team("T1").token,
    SLACK_APP_TOKEN: slack.appToken,
    SLACK_API_URL: slack.apiUrl,
    DISCORD_TOKEN: discord.token,
    DISCORD_API_URL: discord.apiUrl,
    PORT: "0",
  };
  const bot = await startTestBot(env, { papers: bots.length === 0 ? knownPapers : [] });
  bots.push(bot);
  await bot.bot.connected;
  return bot;
}

interface Answer {
  status: string;
  parts: Record<string, { connected: boolean; detail: string }>;
}
const health = async ({ url }: TestBot) => {
  const response = await fetch(`${url}/healthz`);
  return { code: response.status, ...((await response.json()) as Answer) };
};
/** Leads and is connected to Discord. */
const leads = async (bot: TestBot) => (await health(bot)).parts["discord"]?.detail === "connected";
const answers = async () =>
  (await discord.member("42").slash("papers", "topic", { words: "gan" })).text.includes("3 papers");

describe("two bots on one PostgreSQL database", () => {
  it("connect Discord once, and both are healthy: one leads, the other says that it stands by", async () => {
    const [leader, standby] = [await start(), await start()];
    expect(discord.gateway.identifies).toHaveLength(1);
    expect(await health(leader)).toMatchObject({ code: 200, parts: { discord: { detail: "connected" } } });
    const said = await health(standby);
    expect(said).toMatchObject({ code: 200, status: "ok" });
    expect(said.parts["discord"]?.detail).toMatch(/standing by: another process/);
    expect(said.parts["slack"]).toMatchObject({ connected: true, detail: "connected" });
    expect(leader.logged.some((line) => line.includes('"ready"'))).toBe(true);
    expect(standby.logged.find((line) => line.includes('"ready"'))).toContain('"standingBy":["discord"]');
  });

  it("both answer Slack's commands", async () => {
    const [leader, standby] = [await start(), await start()];
    const ada = person(slack, { kind: "socket" }, "U2");
    // The fake Slack tells the newest connection.
    expect((await ada.slash("topic gan")).text).toContain("3 papers");
    expect(await leads(leader)).toBe(true);
    await standby.stop();
    await slack.until(() => slack.sockets.open() === 1, "the other connection to close");
    expect((await ada.slash("topic gan")).text).toContain("3 papers");
  });

  it("hand the leader's work and Discord over when the leader stops", async () => {
    const [leader, standby] = [await start(), await start()];
    await leader.stop();
    await discord.until(() => leads(standby));
    expect(discord.gateway.identifies).toHaveLength(2);
    expect(await answers()).toBe(true);
  });

  it("lead in turns: who led before can lead again", async () => {
    const first = await start();
    const second = await start();
    await first.stop();
    await discord.until(() => leads(second));
    const third = await start();
    expect(await leads(third)).toBe(false);
    await second.stop();
    await discord.until(() => leads(third));
    expect(await answers()).toBe(true);
  });

  it("never lead both: whose lease was taken ends its work and connects Discord again only when it leads again", async () => {
    const leader = await start();
    await leader.app.store.leases.release("leader", (await leader.app.store.leases.holder("leader")) ?? "");
    await leader.app.store.leases.hold("leader", "somebody else", 15_000);
    await discord.until(async () => !(await leads(leader)));
    await discord.until(() => discord.gateway.connections() === 0);
    await leader.app.store.leases.release("leader", "somebody else");
    await discord.until(() => leads(leader));
    expect(discord.gateway.identifies).toHaveLength(2);
    expect(await answers()).toBe(true);
  });
});
