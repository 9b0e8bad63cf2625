import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import type { ParsedMail } from "mailparser";
import { afterEach, expect, it } from "vitest";
import { type App, buildApp } from "../../src/app.ts";
import { readConfig } from "../../src/config/config.ts";
import { createDelivery, type RoundupDelivery } from "../../src/core/delivery/delivery.ts";
import { paperFacts } from "../../src/core/papers/paper.ts";
import { mailChannel } from "../../src/core/platform.ts";
import { createLog } from "../../src/log.ts";
import { fakeAdapter, fakeMember } from "../support/fake-adapter.ts";
import { type FakeMail, type FakeMailOptions, startFakeMail, type TakenMail } from "../support/fake-mail.ts";
import { noSources } from "../support/no-sources.ts";

/** The program's e-mail by the machine's own clock, against a server on a socket. */
interface Post {
  app: App;
  server: FakeMail;
  delivery: RoundupDelivery;
  /** States of the roundups, with how many have it. */
  states(): Promise<Record<string, number>>;
  close(): Promise<void>;
}

let post: Post;
afterEach(() => post.close());

/** Enough of a parser for thousands of mails. */
const onlyMessageId = async (raw: Buffer): Promise<ParsedMail> =>
  ({ messageId: /^Message-ID: (\S+)/im.exec(raw.toString("latin1"))?.[1] }) as ParsedMail;

/** A roundup of two papers for each address, all due within the last minute. */
async function postFor(addresses: readonly string[], options: FakeMailOptions = {}): Promise<Post> {
  const folder = mkdtempSync(join(tmpdir(), "mail-fan-out-"));
  const server = await startFakeMail(null, { parse: onlyMessageId, ...options });
  const chat = fakeAdapter("slack", () => new Date());
  chat.member = async (_where, member) => fakeMember(member);
  const config = readConfig({
    DATABASE_URL: `file:${join(folder, "papers.db")}`,
    ...{ SMTP_URL: server.url, MAIL_FROM: "Papers <papers@lab.test>", ARXIV_CATEGORIES: "" },
  });
  const log = createLog("silent", config.secrets);
  const app = await buildApp(config, log, { adapters: [chat] });
  await app.adapters.get("email")?.start(app.host);
  const workspaces = await fill(app, addresses);
  const delivery = createDelivery({ ...app, sources: noSources({}), settleSeconds: 1 });
  return {
    ...{ app, server, delivery },
    async states() {
      const counts: Record<string, number> = {};
      for (const workspace of workspaces)
        for (const { state } of await app.store.deliveries.since(workspace, new Date(0)))
          counts[state] = (counts[state] ?? 0) + 1;
      return counts;
    },
    async close() {
      await delivery.stop();
      await app.adapters.get("email")?.stop();
      await app.sources.stop();
      await app.store.close();
      await server.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** As many as a workspace may have. */
const mostEach = 200;

async function fill({ store }: App, addresses: readonly string[]): Promise<number[]> {
  const now = Date.now();
  const before = new Date(now - 300_000);
  const day = before.toISOString().slice(0, 10);
  const papers = [1, 2].map((n) =>
    paperFacts({ origin: "hugging-face", arxivId: `2611.0000${n}`, title: `Paper ${n}`, listedOn: [day] }),
  );
  await store.papers.save(papers, before);
  const state = await store.sources.get("hugging-face");
  await store.sources.put({ ...state, lastAttemptAt: new Date(), lastSuccessAt: new Date(), lastError: null });
  const at = before.toISOString().slice(11, 16);
  const terms = { of: "new", at, on: "daily", tz: "UTC", limit: 5, layout: "list", minvotes: 0, ask: true } as const;
  const add = async (workspace: number, address: string, n: number) => {
    const member = `m${n}`;
    await store.mailAddresses.ask(workspace, member, { address, code: "123456", until: new Date(now) }, before);
    await store.mailAddresses.confirm(workspace, member, "123456", before);
    // Due a moment ago, after its own time: the slot after it is tomorrow's.
    const next = { date: day, dueAt: new Date(now - 60_000 + (n % 60) * 1_000) };
    const about = { channel: mailChannel(member), to: "email" as const, madeBy: member, createdAt: before };
    await store.subscriptions.add(workspace, {
      ...{ ...terms, topics: [], exclude: [] },
      ...{ ...about, baselineDay: day, next },
    });
  };
  const workspaces: number[] = [];
  for (let from = 0; from < addresses.length; from += mostEach) {
    const { id } = await store.workspaces.ensure({ platform: "slack", workspace: `W${from}` }, "Lab");
    workspaces.push(id);
    await Promise.all(addresses.slice(from, from + mostEach).map((address, i) => add(id, address, from + i)));
  }
  return workspaces;
}

/** Sends until nothing is open but `open` deliveries, as the clock of the program does it. */
async function sendAll(open = 0): Promise<void> {
  for (;;) {
    await post.delivery.tick();
    const { pending = 0, sending = 0, ambiguous = 0 } = await post.states();
    if (pending + sending + ambiguous <= open) return;
    await sleep(200);
  }
}

/** The greatest number of these within any `inMs` milliseconds. */
function most(times: readonly number[], inMs: number): number {
  const sorted = [...times].sort((a, b) => a - b);
  let from = 0;
  let found = 0;
  sorted.forEach((at, i) => {
    while ((sorted[from] ?? at) < at - inMs) from++;
    found = Math.max(found, i - from + 1);
  });
  return found;
}

const copies = (taken: readonly TakenMail[]): Map<string, TakenMail[]> => Map.groupBy(taken, ({ to }) => to);

/** `MAILS=10000` is the whole crowd, which takes some minutes; a third of it shows the same. */
const many = Number(process.env["MAILS"] ?? 3_000);

it(`${many} mails due in one minute leave as fast as the server takes them, one bad address among them`, async () => {
  // A fifth goes to one domain, the rest to 400 others.
  const addresses = Array.from({ length: many }, (_, n) => `m${n}@${n % 5 === 0 ? "big" : `d${n % 401}`}.test`);
  post = await postFor(addresses);
  const bad = addresses[76] ?? "";
  post.server.fault = (to) => (to === bad ? { at: "rcpt", code: 550 } : null);
  const [began, used] = [Date.now(), process.cpuUsage()];
  await sendAll(1);
  const { taken, connections } = post.server;
  const seconds = ((taken.at(-1)?.at ?? 0) - began) / 1_000;
  const { user, system } = process.cpuUsage(used);
  console.log(
    `${taken.length} mails in ${seconds.toFixed(1)} s (${Math.round(taken.length / seconds)} a second), ` +
      `CPU ${((user + system) / 1e6).toFixed(1)} s with the server's, ${connections.all} connections, ${connections.most} at a time`,
  );
  const each = copies(taken);
  expect(addresses.filter((to) => to !== bad && each.get(to)?.length !== 1)).toEqual([]);
  expect(each.has(bad)).toBe(false);
  expect(connections.most).toBeLessThanOrEqual(10);
  for (const mails of Map.groupBy(taken, ({ connection }) => connection).values())
    expect(mails.length).toBeLessThanOrEqual(100);
  const big = taken.filter(({ to }) => to.endsWith("@big.test")).map(({ at }) => at);
  expect(most(big, 900)).toBeLessThanOrEqual(110);
});

it("a server that takes four connections and thinks before it answers gets no more, and takes everything", async () => {
  const addresses = Array.from({ length: 1_000 }, (_, n) => `m${n}@d${n % 97}.test`);
  post = await postFor(addresses, { maxClients: 4, thinksMs: 20 });
  const began = Date.now();
  await sendAll();
  const { taken } = post.server;
  const seconds = ((taken.at(-1)?.at ?? 0) - began) / 1_000;
  console.log(`${taken.length} mails in ${seconds.toFixed(1)} s of at least 5 s (4 connections, 20 ms a mail)`);
  const each = copies(taken);
  expect(addresses.filter((to) => each.get(to)?.length !== 1)).toEqual([]);
  expect(post.server.connections.most).toBeLessThanOrEqual(4);
  expect(await post.states()).toEqual({ sent: addresses.length });
});

it("200 connections cut after DATA before the answer: nothing is lost, and a second copy has the same Message-ID", async () => {
  const addresses = Array.from({ length: 200 }, (_, n) => `m${n}@d${n % 23}.test`);
  post = await postFor(addresses);
  const cut = new Map<string, "before" | "after">();
  post.server.fault = (to) => {
    if (cut.has(to)) return null;
    // Every fourth was not taken when its connection ended; nobody can tell from here.
    cut.set(to, cut.size % 4 === 0 ? "before" : "after");
    return { cut: cut.get(to) ?? "after" };
  };
  await sendAll();
  const each = copies(post.server.taken);
  const lost = addresses.filter((to) => !each.has(to));
  const doubled = [...each.values()].filter(({ length }) => length > 1);
  console.log(`${cut.size} cut, ${lost.length} lost, ${doubled.length} came twice`);
  expect([cut.size, lost, doubled.length]).toEqual([200, [], 150]);
  for (const mails of each.values()) {
    expect(mails.length).toBeLessThanOrEqual(2);
    expect(new Set(mails.map(({ parsed }) => parsed.messageId)).size).toBe(1);
  }
  expect(new Set(post.server.taken.map(({ parsed }) => parsed.messageId)).size).toBe(200);
  expect(await post.states()).toEqual({ sent: 200 });
});
