import { copyFileSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import Sqlite from "better-sqlite3";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { databaseFault } from "../../src/config/database.ts";
import { exportFormats, exportPapers } from "../../src/core/export/export.ts";
import { paperFacts } from "../../src/core/papers/paper.ts";
import { openPostgres } from "../../src/core/store/postgres/open.ts";
import { openStore } from "../../src/core/store/sqlite/open.ts";
import type { Store } from "../../src/core/store/store.ts";
import { moveLibrary } from "../../src/shell/move.ts";
import { earlierDatabase, firstRelease } from "../support/earlier-database.ts";
import { temporaryDatabase, type TemporaryDatabase } from "../support/temporary-postgres.ts";

const at = new Date("2025-11-07T12:00:00Z");
let folder: string;
let database: TemporaryDatabase;
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), "papers-move-"));
  database = await temporaryDatabase();
});
afterEach(async () => {
  rmSync(folder, { recursive: true, force: true });
  await database.remove();
});

const fileUrl = (name: string) => `file:${join(folder, name)}`;
const bare = { words: "", arguments: ["move"], json: false, help: false, write: false };
const move = (from: string, to: string) => moveLibrary({ ...bare, flags: { from, to } }, databaseFault);
const opened = async <Result>(url: string, work: (store: Store) => Promise<Result>): Promise<Result> => {
  const store = url.startsWith("file:")
    ? await openStore(url)
    : await openPostgres(url, { poolSize: 4, searchFolder: folder });
  return work(store).finally(() => store.close());
};

/**
 * Makes a library as the first release (9da425b) left it after members had subscribed, voted, saved and searched. Five ids
 * of papers after the last one are taken.
 */
function firstReleaseLibrary(file: string): void {
  const old = earlierDatabase(file, firstRelease);
  old.pragma("foreign_keys = off");
  old.exec(readFileSync(join(import.meta.dirname, "../fixtures/first-release.sql"), "utf8"));
  old.close();
}

/** What people can see of a library. */
async function seen(store: Store): Promise<unknown> {
  const here = await store.workspaces.find({ platform: "slack", workspace: "W1" });
  const workspace = here?.id ?? 0;
  const ids = Array.from({ length: 40 }, (_, row) => `p${row}`);
  const papers = await store.papers.many(ids);
  const votes = await store.votes.tallies(workspace, ids);
  const found = { limit: 10, since: null };
  return {
    here,
    papers,
    exports: await Promise.all(exportFormats.map((format) => exportPapers(papers, format, votes))),
    top: await store.votes.top(workspace, null, 10),
    saves: await store.saves.list(workspace, "anna"),
    subscriptions: await store.subscriptions.list(workspace),
    posts: await store.posts.since(workspace, new Date(0)),
    postedBefore: await store.posts.hadIn(workspace, "C1", ids),
    deliveries: await store.deliveries.since(workspace, new Date(0)),
    member: await store.members.data(workspace, "anna"),
    settings: await store.settings.all(workspace),
    reply: await store.replies.get(workspace, "r1"),
    searches: [await store.search.search("diffusion study", found), await store.search.search("faces", found)],
    topic: await store.search.topic("gan", found),
    similar: await store.search.similar("p1", 5),
    names: [await store.search.names("gen", 5), await store.search.titles("sty", 5)],
  };
}

const nextId = async (store: Store) =>
  (await store.papers.save([paperFacts({ origin: "json", title: "One more paper" })], at))[0]?.id;

/** Every row of a SQLite file but those of its search index. */
function rowsOf(file: string): unknown {
  const sqlite = new Sqlite(file, { readonly: true });
  const all = sqlite.prepare("select name from sqlite_master where type = 'table'").pluck().all() as string[];
  const tables = all.filter((name) => !/^(__|sqlite_|paper_index|paper_terms|acronyms|search_index)/.test(name));
  const rows = tables.map((table) => [table, sqlite.prepare(`select * from "${table}" order by 1, 2`).raw().all()]);
  sqlite.close();
  return Object.fromEntries(rows);
}

describe("a library of the first release", () => {
  it("is the same on PostgreSQL, and the same again in a file", async () => {
    const file = join(folder, "old.db");
    firstReleaseLibrary(file);
    copyFileSync(file, join(folder, "kept.db"));
    const { exitCode, json } = await move(`file:${file}`, database.url);
    expect({ exitCode, json }).toMatchObject({ exitCode: 0, json: { tables: { papers: 14, saves: 2, posts: 2 } } });
    expect(rowsOf(file)).toEqual(rowsOf(join(folder, "kept.db")));
    await move(database.url, fileUrl("back.db"));

    const before = await opened(fileUrl("kept.db"), seen);
    expect(before).toMatchObject({ top: [{ votes: 1 }, { votes: 1 }] });
    expect(rowsOf(join(folder, "back.db"))).toEqual(rowsOf(join(folder, "kept.db")));
    expect(await opened(database.url, seen)).toEqual(before);
    expect(await opened(fileUrl("back.db"), seen)).toEqual(before);
    expect([await opened(database.url, nextId), await opened(fileUrl("back.db"), nextId)]).toEqual(["p20", "p20"]);
  });
});

describe("a move is refused", () => {
  const refusal = (from: string, to: string) => move(from, to).then(JSON.stringify, (error: Error) => error.message);
  const library = async (url: string, title = "A paper") =>
    opened(url, (store) => store.papers.save([paperFacts({ origin: "json", title })], at));

  it("into a database that is not empty, on either engine, and changes nothing", async () => {
    await library(fileUrl("one.db"));
    await library(fileUrl("other.db"), "Another paper");
    await library(database.url, "A third paper");
    expect(await refusal(fileUrl("one.db"), database.url)).toMatch(/^postgres:.* is not empty: `papers` has rows/);
    expect(await refusal(database.url, fileUrl("one.db"))).toMatch(/one\.db is not empty/);
    expect(await refusal(fileUrl("one.db"), fileUrl("one.db"))).toMatch(/one\.db is not empty/);
    expect(await opened(database.url, (store) => store.papers.get("p1"))).toMatchObject({ title: "A third paper" });
    expect(readdirSync(folder).filter((name) => name.includes("moving"))).toEqual([]);
  });

  it("from what is not there, is no library or is in use, or to no address", async () => {
    await library(fileUrl("one.db"));
    expect(await refusal(fileUrl("none.db"), database.url)).toMatch(/There is no database .*none\.db/);
    expect(existsSync(join(folder, "none.db"))).toBe(false);
    expect(await refusal(database.url, fileUrl("new.db"))).toMatch(/has no library of papers-bot/);
    expect(await database.query("select 1 from pg_tables where schemaname = 'public'")).toEqual([]);
    writeFileSync(join(folder, "letter.db"), "a letter, longer than the header of any database ".repeat(20));
    expect(await refusal(fileUrl("letter.db"), database.url)).toMatch(/is not a whole database/);
    const running = await openStore(fileUrl("one.db"));
    expect(await refusal(fileUrl("one.db"), database.url)).toMatch(/A bot is using .*one\.db. Stop it first/);
    await running.close();
    expect(await refusal(fileUrl("one.db"), "mysql://x/y")).toMatch(/^`--to` must be file:/);
    await expect(moveLibrary({ ...bare, flags: {} }, databaseFault)).rejects.toThrow(/needs `--from`/);
  });

  it("of no text: a NUL, which PostgreSQL cannot keep, is left out", async () => {
    await library(fileUrl("one.db"));
    const raw = new Sqlite(join(folder, "one.db"));
    raw.exec("update papers set abstract = 'One' || char(0) || ' two.'");
    raw.close();
    await move(fileUrl("one.db"), database.url);
    expect(await database.query("select abstract from papers")).toEqual([{ abstract: "One two." }]);
  });

  it("half way, when a row does not fit, and leaves the database empty", async () => {
    await library(fileUrl("one.db"));
    const raw = new Sqlite(join(folder, "one.db"));
    raw.exec("update papers set upvotes = 'many'");
    raw.close();
    expect(await refusal(fileUrl("one.db"), database.url)).toMatch(/bigint/);
    expect(await database.query("select 1 from papers")).toEqual([]);
  });
});
