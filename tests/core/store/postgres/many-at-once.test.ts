import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { usualTerms } from "../../../../commands/parts/subscriptions.ts";
import { textMessage } from "../../../../src/core/messages/message.ts";
import { openPostgres } from "../../../../src/core/store/postgres/open.ts";
import type { Delivery, Lease, Store } from "../../../../src/core/store/store.ts";
import { type PostgresProxy, startPostgresProxy } from "../../../support/postgres-proxy.ts";
import { temporaryDatabase, type TemporaryDatabase } from "../../../support/temporary-postgres.ts";

const at = new Date("2026-11-19T09:00:00Z");
const lease: Lease = { owner: "one", now: at, until: new Date(at.getTime() + 60_000) };
const count = 60;

let database: TemporaryDatabase;
let proxy: PostgresProxy;
let folder: string;
let store: Store;
let ids: number[];
// Sixty roundups of two messages, each in a workspace of its own.
beforeEach(async () => {
  database = await temporaryDatabase();
  proxy = await startPostgresProxy(database.url);
  folder = mkdtempSync(join(tmpdir(), "papers-search-"));
  store = await openPostgres(proxy.url, { poolSize: 10, searchFolder: folder });
  const next = { date: "2026-11-19", dueAt: at };
  const terms = { ...usualTerms, topics: ["gan"], on: "daily", tz: "UTC", channel: "C1", to: "here" as const, next };
  for (let i = 0; i < count; i++) {
    const { id } = await store.workspaces.ensure({ platform: "slack", workspace: `T${i}` });
    await store.subscriptions.add(id, { ...terms, madeBy: "U1", createdAt: at, baselineDay: null });
  }
  const due = { at: terms.at, on: terms.on, tz: terms.tz, next };
  await store.deliveries.plan([{ due, slots: [{ ...next, missed: null }], next: null }]);
  ids = (await store.deliveries.waiting(at)).map(({ id }) => id);
  const parts = ["first", "second"].map((text) => ({ place: "channel" as const, message: textMessage(text) }));
  await Promise.all(ids.map((id) => store.deliveries.compose(id, { parts, windowTo: at, rest: [] }, at)));
});
afterEach(async () => {
  await store.close();
  proxy.close();
  rmSync(folder, { recursive: true, force: true });
  await database.remove();
});

const read = async (id: number): Promise<Delivery> => {
  const delivery = await store.deliveries.get(id);
  if (!delivery) throw new Error(`delivery ${id} is not there`);
  return delivery;
};
const readAll = () => Promise.all(ids.map(read));
const partIds = async (position: number) => (await readAll()).flatMap(({ parts }) => parts[position]?.id ?? []);
const target = { channel: "C1", thread: null };
const claim = (part: number) => store.deliveries.claim(part, lease, target);
const record = async ({ workspace, parts: [part] }: Delivery, id = part?.id ?? 0) => {
  const post = { workspaceId: workspace.id, ...target, message: `m${workspace.id}`, drawn: textMessage("first") };
  await store.deliveries.sent(id, post, at);
};

it("what many read at once is what each reads alone, in a few statements", async () => {
  const alone = [];
  for (const id of ids) alone.push(await read(id));
  expect(alone.map(({ parts }) => parts.map(({ position }) => position))).toEqual(ids.map(() => [0, 1]));
  const before = proxy.statements();
  expect(await readAll()).toEqual(alone);
  expect(proxy.statements() - before).toBeLessThan(10);
});

it("a query without values is answered to all who ask, and asked again afterwards", async () => {
  const [state] = await store.sources.all();
  await store.sources.put({ ...(state ?? (await store.sources.get("arxiv"))), failures: 3 });
  for (const together of [1, 5, 1]) {
    const all = await Promise.all(Array.from({ length: together }, () => store.sources.all()));
    expect(all.map((states) => states.map(({ failures }) => failures))).toEqual(all.map(() => [3]));
  }
});

it("a text that JSON cannot hold keeps nobody from their answer", async () => {
  const [workspace] = (await readAll()).map((delivery) => delivery.workspace.id);
  await store.tastes.choose(workspace ?? 0, { channel: "C7" }, { off: true, forgottenAt: null, without: [] });
  const channels = ["C6", "C7", "broken \ud800", "C8"];
  const choices = await Promise.all(channels.map((channel) => store.tastes.choices(workspace ?? 0, { channel })));
  expect(choices.map(({ off }) => off)).toEqual([false, true, false, false]);
});

it("many claims share a commit, and each part is had by one", async () => {
  const [firsts, seconds] = [await partIds(0), await partIds(1)];
  const before = proxy.commits();
  const claimed = await Promise.all([...firsts, ...firsts, ...seconds].map(claim));
  expect(claimed.filter(Boolean)).toHaveLength(count);
  expect(proxy.commits() - before).toBeLessThan(10);
  expect((await readAll()).map(({ parts }) => parts.map(({ state, attempts }) => [state, attempts]))).toEqual(
    ids.map(() => [
      ["sending", 1],
      ["pending", 0],
    ]),
  );
});

it("two claims of one part at one moment give it to one of them", async () => {
  const firsts = await partIds(0);
  const twice = await Promise.all(firsts.flatMap((part) => [claim(part), claim(part)]));
  expect(firsts.map((_, i) => [twice[2 * i], twice[2 * i + 1]].filter(Boolean).length)).toEqual(ids.map(() => 1));
});

it("one that fails takes none of the others with it", async () => {
  const deliveries = await readAll();
  await Promise.all((await partIds(0)).map(claim));
  const nowhere = 1_000_000;
  const done = await Promise.allSettled(deliveries.map((each, i) => record(each, i === 7 ? nowhere : undefined)));
  expect(done.flatMap(({ status }, i) => (status === "rejected" ? [i] : []))).toEqual([7]);
  const states = (await readAll()).map(({ parts: [part] }) => part?.state);
  expect(states).toEqual(ids.map((_, i) => (i === 7 ? "sending" : "sent")));
  expect(await store.posts.allSince(at)).toHaveLength(count - 1);
});

it("a commit whose answer is lost is told to all who share it, and made once", async () => {
  const firsts = await partIds(0);
  proxy.loseNextCommit();
  const claimed = await Promise.allSettled(firsts.map(claim));
  expect(claimed.filter(({ status }) => status === "rejected").length).toBeGreaterThan(1);
  const attempts = (await readAll()).map(({ parts: [part] }) => part?.attempts);
  expect(attempts).toEqual(ids.map(() => 1));
});
