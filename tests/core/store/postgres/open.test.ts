import { mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { usualTerms } from "../../../../commands/parts/subscriptions.ts";
import { textMessage } from "../../../../src/core/messages/message.ts";
import { paperFacts } from "../../../../src/core/papers/paper.ts";
import { restoreDump } from "../../../../src/core/store/postgres/errors.ts";
import { openPostgres } from "../../../../src/core/store/postgres/open.ts";
import type { Store } from "../../../../src/core/store/store.ts";
import { shownPaper } from "../../../contracts/delivery-contract.ts";
import { tableStatements } from "../../../support/postgres-tables.ts";
import { temporaryDatabase, type TemporaryDatabase } from "../../../support/temporary-postgres.ts";

const at = new Date("2026-11-19T09:00:00Z");
const titled = (title: string) => paperFacts({ origin: "page", title, abstract: `About ${title}.` });

let database: TemporaryDatabase;
let folder: string;
let opened: Store[];
beforeEach(async () => {
  database = await temporaryDatabase();
  folder = mkdtempSync(join(tmpdir(), "papers-search-"));
  opened = [];
});
afterEach(async () => {
  for (const store of opened) await store.close();
  rmSync(folder, { recursive: true, force: true });
  await database.remove();
});

const open = async (url = database.url, searchFolder = folder): Promise<Store> => {
  const store = await openPostgres(url, { poolSize: 10, searchFolder });
  opened.push(store);
  return store;
};

describe("the PostgreSQL schema", () => {
  const columns = `select table_name, column_name, data_type, is_nullable, column_default, collation_name, is_identity
    from information_schema.columns where table_schema = 'public' order by 1, 2`;
  const constraints = `select conrelid::regclass::text as "table", pg_get_constraintdef(oid) as rule
    from pg_constraint where connamespace = 'public'::regnamespace and contype <> 'n' order by 1, 2`;
  const indexes = `select indexdef from pg_indexes where schemaname = 'public' order by 1`;
  /** What only PostgreSQL has. */
  const own = new Set(["migrations", "library", "paper_changes"]);
  const described = async ({ query }: TemporaryDatabase) => ({
    columns: (await query<{ table_name: string }>(columns)).filter(({ table_name }) => !own.has(table_name)),
    constraints: (await query<{ table: string }>(constraints)).filter(({ table }) => !own.has(table)),
    indexes: (await query<{ indexdef: string }>(indexes)).filter(
      ({ indexdef }) => ![...own].some((table) => indexdef.includes(` public.${table} `)),
    ),
  });

  it("is what the tables say, however many migrations made it", async () => {
    await open();
    const wanted = await temporaryDatabase();
    await wanted.query(tableStatements().join(";\n"));
    const made = await described(database);
    expect(made).toEqual(await described(wanted));
    expect(made.columns.length).toBeGreaterThan(100);
    await wanted.remove();
  });

  it("is made once by programs that start together", async () => {
    const stores = await Promise.all([open(), open(), open()]);
    expect(await Promise.all(stores.map((store) => store.papers.count()))).toEqual([0, 0, 0]);
  });
});

describe("a PostgreSQL database is refused", () => {
  const refused = (url: string) =>
    open(url).then(
      () => "opened",
      (error: unknown) => (error as Error).message,
    );
  const withPassword = (url: string) => url.replace("papers@", "papers:geheim@");

  it("that is not there", async () => {
    const message = await refused(withPassword(`${database.url}_other`));
    expect(message).toMatch(/^The database postgres:\/\/127\.0\.0\.1:\d+\/\w+ does not exist/);
    expect(message).not.toContain("geheim");
  });

  it("where nothing listens", async () => {
    expect(await refused("postgres://papers:geheim@127.0.0.1:1/papers")).toBe(
      "The database postgres://127.0.0.1:1/papers cannot be reached: nothing listens there. DATABASE_URL says which database is used.",
    );
  });

  it("with tables of another program", async () => {
    await database.query("create table customers (id int)");
    expect(await refused(database.url)).toContain("has tables of another program");
    expect(await database.query("select 1 from pg_tables where tablename = 'papers'")).toEqual([]);
  });

  it("that a newer papers-bot has changed", async () => {
    await open();
    await database.query("insert into migrations values ('9999_later.sql')");
    expect(await refused(database.url)).toContain("was written by a newer papers-bot");
  });

  it("whose user may not create tables", async () => {
    await database.query("create role reader login");
    await database.query("revoke create on schema public from public");
    const message = await refused(database.url.replace("papers@", "reader@"));
    await database.query("drop role reader");
    expect(message).toContain("no right to create or use the tables");
  });
});

describe("two programs on one PostgreSQL database", () => {
  it("find what the other has saved, changed and dropped, right away", async () => {
    const [one, other] = [await open(), await open(database.url, mkdtempSync(join(folder, "other-")))];
    const find = async (store: Store, query: string) =>
      (await store.search.search(query, { limit: 10, since: null })).hits.map(({ id }) => id);
    const [{ id } = { id: "" }] = await one.papers.save([titled("Sparse transformers")], at);
    expect(await find(other, "sparse transformers")).toEqual([id]);
    await other.papers.save(
      [{ ...titled("Sparse transformers"), upvotes: 5, abstract: "About mixtures of experts, in more words." }],
      at,
    );
    expect(await find(one, "mixtures")).toEqual([id]);
    await one.papers.save([titled("A sample of robots")], at, { sample: true });
    expect(await find(other, "robots")).toHaveLength(1);
    await one.papers.dropSamples();
    expect(await find(other, "robots")).toEqual([]);
    const since = async (day: string) => (await other.search.topic("transformers", { limit: 5, since: day })).total;
    // An undated paper is of the day on which it was added.
    expect(await since("2026-11-20")).toBe(0);
    await one.papers.save([{ ...titled("Sparse transformers"), listedOn: ["2026-11-20"] }], at);
    expect(await since("2026-11-20")).toBe(1);
  });

  it("give numbers, votes and slots once", async () => {
    const stores = [await open(), await open()];
    const [one] = stores as [Store];
    const { id } = await one.workspaces.ensure({ platform: "slack", workspace: "T1" });
    const [{ id: paper } = { id: "" }] = await one.papers.save([titled("One")], at);
    const terms = { ...usualTerms, topics: ["gan"], on: "daily", tz: "UTC" };
    const made = { channel: "C1", to: "here" as const, madeBy: null, createdAt: at, baselineDay: null };
    const next = { date: "2026-11-19", dueAt: at };
    const both = <Result>(work: (store: Store) => Promise<Result>) =>
      Promise.all(Array.from({ length: 8 }, (_, i) => work(stores[i % 2] as Store)));
    const added = await both((store) => store.subscriptions.add(id, { ...terms, ...made, next }));
    expect(added.map(({ number }) => number).sort()).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
    await both((store) => store.votes.toggle(id, "U1", paper, at));
    expect(await one.votes.tallies(id, [paper])).toEqual(new Map());
    const plan = {
      due: { at: "09:00", on: "daily", tz: "UTC", next },
      slots: [{ ...next, missed: null }],
      next: { date: "2026-11-20", dueAt: new Date(at.getTime() + 86_400_000) },
    };
    await both((store) => store.deliveries.plan([plan]));
    expect(await one.deliveries.waiting(at)).toHaveLength(8);
  });
});

it("redraws a post whose paper is voted for while the post is recorded", async () => {
  const [one, other] = [await open(), await open()];
  const { id } = await one.workspaces.ensure({ platform: "slack", workspace: "T1" });
  const [{ id: paper } = { id: "" }] = await one.papers.save([titled("One")], at);
  const shown = { ...shownPaper, paper };
  const drawn = { ...textMessage("A list"), blocks: [shown] };
  const post = { platform: "slack", workspace: "T1", channel: "C1", thread: null, message: "1.1" } as const;
  // Recording has begun, and waits for this lock.
  const blocker = new pg.Client(database.url);
  await blocker.connect();
  await blocker.query("begin; lock table post_papers in exclusive mode");
  const recorded = one.posts.record(id, post, [paper], drawn, at);
  const waits = "select 1 from pg_locks where not granted";
  while ((await database.query(waits)).length === 0) await new Promise((resolve) => setImmediate(resolve));
  await other.votes.toggle(id, "U1", paper, at);
  await other.posts.markStale(id, paper, at);
  await blocker.query("commit");
  await blocker.end();
  await recorded;
  expect((await one.posts.stale(at, 10)).map(({ message }) => message)).toEqual(["1.1"]);
});

describe("a search file", () => {
  const search = async (store: Store) => (await store.search.search("robots", { limit: 5, since: null })).total;

  it("that is damaged is made anew", async () => {
    const first = await open();
    await first.papers.save([titled("Robots")], at);
    expect(await search(first)).toBe(1);
    await first.close();
    opened = [];
    for (const name of readdirSync(folder))
      writeFileSync(join(folder, name), "not a database at all, but a text of some length");
    expect(await search(await open())).toBe(1);
  });

  it("that is ahead of a database that came back from a backup begins anew", async () => {
    const store = await open();
    await store.papers.save([titled("Robots"), titled("More robots")], at);
    expect(await search(store)).toBe(2);
    await database.query("delete from papers where title = 'More robots'");
    await database.query("delete from paper_changes where revision > 1");
    expect(await search(store)).toBe(1);
  });
});

it("goes on after the server has closed every connection", async () => {
  const store = await open();
  await store.papers.count();
  await database.query(
    "select pg_terminate_backend(pid) from pg_stat_activity where pid <> pg_backend_pid() and datname = current_database()",
  );
  const asked = await Promise.allSettled([store.papers.count(), store.papers.count()]);
  expect(asked).toHaveLength(2);
  expect(await store.papers.count()).toBe(0);
});

it("says which commands make a copy and put one in place, without the password", async () => {
  const url = database.url.replace("papers@", "papers:geheim@");
  const shown = `'${database.url.replace("papers@", "it'\\''s@")}'`;
  const store = await open(url);
  await expect(store.backup("my copy.dump")).rejects.toThrow(
    `PostgreSQL has its own tool for a copy: pg_dump --format=custom --file='my copy.dump' ${database.url}\n` +
      `For a SQLite file instead: papers move --from ${database.url} --to 'file:my copy.dump'`,
  );
  expect(restoreDump(`${url}?password=geheim&sslmode=require`, "copy.dump").message).toBe(
    "`restore` is for SQLite. Stop every bot, then: " +
      `pg_restore --clean --if-exists --single-transaction --dbname='${database.url}?sslmode=require' copy.dump`,
  );
  expect(restoreDump(url.replace("papers:", "it's:"), "copy.dump").message).toContain(shown);
});
