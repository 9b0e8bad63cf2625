import { PermissionFlagsBits } from "discord.js";
import { afterEach, describe, expect, it } from "vitest";
import { createDelivery } from "../../src/core/delivery/delivery.ts";
import { startFakeDiscord } from "../support/fake-discord/fake-discord.ts";
import { readText } from "../support/fake-discord/looks.ts";
import { startFakeSlack } from "../support/fake-slack/fake-slack.ts";
import { person } from "../support/fake-slack/person.ts";
import { fakeSource } from "../support/fake-source.ts";
import { announced, atom, feed, item } from "../support/source-bodies.ts";
import { dayAsked } from "../support/sources-world.ts";
import { startTestBot, type TestBot } from "../support/test-bot.ts";

/** A clock that runs. */
const from = (time: string) => {
  const offset = Date.parse(time) - Date.now();
  return () => new Date(Date.now() + offset);
};
const monday = "2025-11-10";
const [withCode, renamed, withdrawn] = ["2511.00001", "2511.00002", "2511.00003"] as const;

let bot: (TestBot & { folder: string }) | null = null;
let ending: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  await bot?.remove();
  for (const end of ending) await end();
  [bot, ending] = [null, []];
});

async function start(env: Record<string, string>, time: string): Promise<TestBot> {
  const folder = bot?.folder;
  await bot?.stop();
  bot = await startTestBot(env, { now: from(time), ...(folder ? { folder } : {}) });
  await bot.bot.connected;
  return bot;
}

/** A Hugging Face that lists three papers on Monday, and arXiv's feed; `change` lets something happen to each paper. */
async function startSources() {
  const [huggingFace, arxiv] = await Promise.all([fakeSource(), fakeSource()]);
  ending.push(
    () => huggingFace.close(),
    () => arxiv.close(),
  );
  const answer = (code: string | null, entries: string[]) => {
    const listed = [withCode, renamed, withdrawn].map((id) =>
      item(id, monday, { githubRepo: id === withCode ? code : null, ai_summary: null }),
    );
    huggingFace.respond((request, response) =>
      response.end(JSON.stringify(dayAsked(request.url ?? "") === monday ? listed : [])),
    );
    arxiv.respond((request, response) => response.end(request.url?.startsWith("/atom/") ? feed(entries) : atom([])));
  };
  const version = (id: string, n: number, title: string, abstract: string) =>
    announced(id, "replace", monday)
      .replace(`${id}v1</id>`, `${id}v${n}</id>`)
      .replace(`<title>Paper ${id}`, `<title>${title}`)
      .replace(`The abstract of ${id}.`, abstract);
  answer(null, [announced("2511.00009", "new", monday)]);
  return {
    env: {
      HUGGINGFACE_URL: huggingFace.url,
      ARXIV_URL: arxiv.url,
      ARXIV_RSS_URL: arxiv.url,
      ARXIV_CATEGORIES: "cs.LG",
    },
    change: () =>
      answer("https://github.com/acme/paper", [
        version(withCode, 2, `Paper ${withCode}`, `The abstract of ${withCode}.`),
        version(renamed, 2, "Renamed", `The abstract of ${renamed}.`),
        version(withdrawn, 2, `Paper ${withdrawn}`, "This paper has been withdrawn by its authors."),
      ]),
  };
}

/** A chat in which one member sets up a roundup; what its channel and the threads there show. */
interface Chat {
  env: Record<string, string>;
  subscribe(): Promise<unknown>;
  channel(): string[];
  threads(): string[];
  until(isSo: () => boolean): Promise<unknown>;
  /** What the platform would refuse. */
  faults(): string[];
}

async function slackChat(): Promise<Chat> {
  const slack = await startFakeSlack();
  ending.push(() => slack.close());
  const texts = (inThread: boolean) =>
    slack
      .messages("C1")
      .filter(({ thread_ts: thread }) => Boolean(thread) === inThread)
      .map(({ text, blocks }) => `${text}\n${JSON.stringify(blocks)}`);
  return {
    env: { SLACK_BOT_TOKEN: slack.team("T1").token, SLACK_APP_TOKEN: slack.appToken, SLACK_API_URL: slack.apiUrl },
    subscribe: () => person(slack, { kind: "socket" }, "U2").slash("subscribe tz:UTC"),
    channel: () => texts(false),
    threads: () => texts(true),
    until: (isSo) => slack.until(isSo, "what was expected"),
    faults: () => [],
  };
}

async function discordChat(): Promise<Chat> {
  const discord = await startFakeDiscord();
  ending.push(() => discord.stop());
  discord.guild("Lab");
  const home = [...discord.world.channels.values()].find(({ type }) => type === 0)?.id ?? "";
  const texts = (id: string) => discord.messages(id).map(readText);
  return {
    env: { DISCORD_TOKEN: discord.token, DISCORD_API_URL: discord.apiUrl },
    subscribe: () =>
      discord
        .member("42", { permissions: PermissionFlagsBits.ManageChannels })
        .slash("papers", "subscribe", { tz: "UTC" }),
    channel: () => texts(home),
    threads: () =>
      [...discord.world.channels.values()].filter(({ parent }) => parent === home).flatMap(({ id }) => texts(id)),
    until: (isSo) => discord.until(() => isSo() || undefined),
    faults: () => discord.violations,
  };
}

describe.each([
  ["Slack", slackChat],
  ["Discord", discordChat],
])("three posted papers, on %s", (_, makeChat) => {
  it("get one note each in the thread under their post, once, and the withdrawn one is marked", async () => {
    const chat = await makeChat();
    const sources = await startSources();
    const env = { ...chat.env, ...sources.env };
    const early = await start(env, `${monday}T08:50:00Z`);
    await early.app.sources.sync();
    await chat.subscribe();
    await start(env, `${monday}T09:00:05Z`);
    await chat.until(() => chat.channel().some((text) => text.includes("Daily Papers ·")));
    const said = chat.channel().length;
    sources.change();
    const { app } = await start(env, `${monday}T15:00:00Z`);
    await app.sources.sync();
    const another = createDelivery({ ...app, now: () => app.now(), settleSeconds: 0 });
    for (let replay = 0; replay < 10; replay++) await another.tick();
    await another.stop();
    await chat.until(() => chat.threads().length >= 3 && chat.channel().some((text) => text.includes("withdrawn")));
    const notes = chat.threads();
    expect(notes).toHaveLength(3);
    expect(notes.filter((note) => note.includes("Code is out: ") && note.includes("acme/paper"))).toHaveLength(1);
    expect(notes.filter((note) => note.includes(`the title was “Paper ${renamed}” before`))).toHaveLength(1);
    expect(notes.filter((note) => note.includes("Withdrawn: "))).toHaveLength(1);
    await start(env, `${monday}T18:00:00Z`);
    expect(chat.channel()).toHaveLength(said);
    expect(chat.threads()).toHaveLength(3);
    expect(chat.faults()).toEqual([]);
  });
});
