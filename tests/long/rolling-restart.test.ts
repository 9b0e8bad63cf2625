import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, expect, it } from "vitest";
import { person } from "../support/fake-slack/person.ts";
import { type FakeSlack, startFakeSlack } from "../support/fake-slack/fake-slack.ts";
import { type FakeSource, fakeSource, status } from "../support/fake-source.ts";
import { freePort } from "../support/postgres-server.ts";
import { atom, item } from "../support/source-bodies.ts";
import { temporaryDatabase, type TemporaryDatabase } from "../support/temporary-postgres.ts";
import { type Bot, startBot } from "./fan-out.ts";

const root = join(import.meta.dirname, "../..");
const signingSecret = "0123456789abcdef0123456789abcdef";
const programs = 3;
const channelsEach = 20;
const channels = Array.from({ length: programs * channelsEach }, (_, i) => `C${100 + i}`);
const git = (...words: string[]) => execFileSync("git", words, { cwd: root, encoding: "utf8", maxBuffer: 1e9 }).trim();

/** The commit before the last migration; null where the history is not there. */
const earlier = (() => {
  try {
    const last = git("log", "-1", "--format=%H", "--diff-filter=A", "--", "migrations/postgres");
    return git("rev-parse", "--verify", "--quiet", `${last}^`);
  } catch {
    return null;
  }
})();

let slack: FakeSlack;
let huggingFace: FakeSource;
let arxiv: FakeSource;
let database: TemporaryDatabase;
let folder: string;

beforeAll(async () => {
  [slack, huggingFace, arxiv] = await Promise.all([startFakeSlack(), fakeSource(), fakeSource()]);
  database = await temporaryDatabase();
  folder = mkdtempSync(join(tmpdir(), "papers-rolling-"));
});
afterAll(async () => {
  rmSync(folder, { recursive: true, force: true });
  await Promise.all([slack.close(), huggingFace.close(), arxiv.close(), database.remove()]);
});

/** A program behind the balancer. */
interface Served {
  bot: Bot;
  url: string;
}

async function start(build: string): Promise<Served> {
  const port = await freePort();
  const env = {
    DATABASE_URL: database.url,
    SEARCH_DIR: folder,
    HUGGINGFACE_URL: huggingFace.url,
    ARXIV_URL: arxiv.url,
    ARXIV_RSS_URL: arxiv.url,
    ARXIV_CATEGORIES: "",
    SLACK_BOT_TOKEN: slack.team("T1").token,
    SLACK_SIGNING_SECRET: signingSecret,
    SLACK_API_URL: slack.apiUrl,
    PORT: String(port),
    HOST: "127.0.0.1",
  };
  const served = { bot: startBot(env, build), url: `http://127.0.0.1:${port}` };
  const isHealthy = () =>
    fetch(`${served.url}/healthz`).then(
      ({ ok }) => ok,
      () => false,
    );
  while (!(await isHealthy())) {
    served.bot.mustRun();
    await sleep(50);
  }
  return served;
}

/** Sends each request to the next program, and on to another where nobody listens any more, as balancers do. */
function balance(running: Served[]): void {
  const deliver = slack.deliver.bind(slack);
  let turn = 0;
  slack.deliver = async (_reach, ...what) => {
    for (;;) {
      const { url } = running[turn++ % running.length] as Served;
      try {
        return await deliver({ kind: "http", url: `${url}/slack/events`, signingSecret }, ...what);
      } catch (error) {
        const { cause } = error as { cause?: { code?: string } };
        if (cause?.code !== "ECONNREFUSED") throw error;
      }
    }
  };
}

it.skipIf(earlier === null)(
  "three programs are replaced one by one by a build that is a migration newer: all commands are answered, nothing is doubled",
  async () => {
    const day = new Date().toISOString().slice(0, 10);
    const listed = [1, 2, 3].map((n) => item(`2611.0000${n}`, day, { title: `Diffusion number ${n}` }));
    huggingFace.respond(status(200, JSON.stringify(listed), { "content-type": "application/json" }));
    arxiv.respond(status(200, atom([]), { "content-type": "application/atom+xml" }));
    const before = join(folder, "before");
    const archive = execFileSync("git", ["archive", `--prefix=before/`, earlier ?? ""], { cwd: root, maxBuffer: 1e9 });
    execFileSync("tar", ["-x", "-C", folder], { input: archive });
    symlinkSync(join(root, "node_modules"), join(before, "node_modules"));
    for (const channel of channels) slack.channel(channel);

    const running: Served[] = [await start(before)];
    while (running.length < programs) running.push(await start(before));
    const migrations = () => database.query<{ name: string }>("select name from migrations");
    const old = (await migrations()).length;
    balance(running);
    const web = { kind: "http", url: "", signingSecret } as const;
    for (const [i, channel] of channels.entries())
      await person(slack, web, `U${1 + (i % 2)}`).slash("subscribe diffusion", channel);
    expect(await database.query("select id from subscriptions")).toHaveLength(channels.length);

    const asked: Promise<string>[] = [];
    let loading = true;
    const load = (async () => {
      while (loading) {
        const asker = person(slack, web, `U${5_000 + asked.length}`);
        const answer = asker.slash("topic diffusion").then(({ text }) => text, String);
        asked.push(answer);
        await sleep(120);
      }
    })();
    for (let i = 0; i < programs; i++) {
      const some = channels.slice(i * channelsEach, (i + 1) * channelsEach).map((channel) => `'${channel}'`);
      await database.query(
        `update subscriptions set next_due_at = ${Date.now() - 1_000} where channel in (${some.join(",")})`,
      );
      running.push(await start(root));
      // It gets no new requests, and ends while it still works on some.
      await running.shift()?.bot.end("SIGTERM");
    }
    await slack.until(() => posted().length >= channels.length, "every roundup");
    loading = false;
    await load;
    const answers = await Promise.all(asked);
    expect(answers.filter((text) => !text.includes("Diffusion number"))).toEqual([]);
    expect(answers.length).toBeGreaterThan(20);
    expect((await migrations()).length).toBeGreaterThan(old);
    expect(posted().toSorted()).toEqual(channels);
    await Promise.all(running.map(({ bot }) => bot.end("SIGTERM")));
    console.log(`${answers.length} commands answered, ${posted().length} roundups posted`);
  },
);

/** The channels of the roundups that were posted. */
function posted(): unknown[] {
  return slack.calls
    .filter(({ method, body }) => method === "chat.postMessage" && /"delivery_id":"d\d/.test(String(body["metadata"])))
    .map(({ body }) => body["channel"]);
}
