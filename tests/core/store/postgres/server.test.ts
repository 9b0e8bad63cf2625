import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import Sqlite from "better-sqlite3";
import type { ClientBase } from "pg";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { paperFacts } from "../../../../src/core/papers/paper.ts";
import { migratePostgres } from "../../../../src/core/store/postgres/migrate.ts";
import { openPostgres } from "../../../../src/core/store/postgres/open.ts";
import { poolOn } from "../../../../src/core/store/postgres/pool.ts";
import { followingSearch } from "../../../../src/core/store/postgres/search.ts";
import type { Store } from "../../../../src/core/store/store.ts";
import { type PostgresProxy, startPostgresProxy } from "../../../support/postgres-proxy.ts";
import { startPostgres } from "../../../support/postgres-server.ts";
import { temporaryDatabase, type TemporaryDatabase } from "../../../support/temporary-postgres.ts";

const at = new Date("2026-11-19T09:00:00Z");
const titled = (title: string) => paperFacts({ origin: "page", title, abstract: `About ${title}.` });

let database: TemporaryDatabase;
let folder: string;
beforeEach(async () => {
  database = await temporaryDatabase();
  folder = mkdtempSync(join(tmpdir(), "papers-search-"));
});
afterEach(async () => {
  rmSync(folder, { recursive: true, force: true });
  await database.remove();
});

const opened = async <Result>(work: (store: Store) => Promise<Result>, url = database.url): Promise<Result> => {
  const store = await openPostgres(url, { poolSize: 4, searchFolder: folder });
  return work(store).finally(() => store.close());
};

it("a server of a test run that is killed ends, and its folder is cleared", async () => {
  const support = JSON.stringify(join(import.meta.dirname, "../../../support/postgres-server.ts"));
  const starting = `const { startPostgres } = await import(${support}); console.log((await startPostgres()).folder)`;
  const run = spawn(process.execPath, ["--input-type=module", "--eval", starting]);
  const [told] = (await once(run.stdout, "data")) as [Buffer];
  const made = told.toString().trim();
  expect(existsSync(made)).toBe(true);
  run.kill("SIGKILL");
  await vi.waitUntil(() => !existsSync(made), { timeout: 60_000 });
});

describe("a server that cannot keep a promise", () => {
  const told = { version: "160001", fsync: "on", pages: "on", encoding: "UTF8", commit: "on" };
  const refusal = (answer: Partial<typeof told>) => {
    const client = { query: async () => ({ rows: [{ ...told, ...answer }] }) } as unknown as ClientBase;
    return expect(migratePostgres(client, "postgres://papers:geheim@db.example/papers")).rejects;
  };
  const start = "The database postgres://db.example/papers";

  it("is refused in one sentence, without the password", async () => {
    await refusal({ version: "130014" }).toThrow(`${start} is older than PostgreSQL 14; update it.`);
    await refusal({ fsync: "off" }).toThrow(
      `${start} may lose what it has committed: turn fsync and full_page_writes on.`,
    );
    await refusal({ pages: "off" }).toThrow(`${start} may lose what it has committed`);
    await refusal({ commit: "off" }).toThrow(`${start} does not let synchronous_commit be turned on.`);
    await refusal({ encoding: "LATIN1" }).toThrow(`${start} keeps texts as LATIN1; create it with encoding UTF8.`);
  });

  it("is refused as it really answers", async () => {
    const server = await startPostgres(["fsync=off"]);
    const refused = openPostgres(server.url, { poolSize: 2, searchFolder: folder });
    await expect(refused).rejects.toThrow(/may lose what it has committed: turn fsync/);
    await server.stop();
  });

  it("but lets a connection promise it does", async () => {
    const name = new URL(database.url).pathname.slice(1);
    await database.query(`alter database ${name} set synchronous_commit = off`);
    const pool = poolOn(database.url, 1);
    const shown = async (setting: string) => (await pool.query(`show ${setting}`)).rows as unknown[];
    expect(await shown("synchronous_commit")).toEqual([{ synchronous_commit: "on" }]);
    expect(await shown("statement_timeout")).toEqual([{ statement_timeout: "1min" }]);
    await pool.end();
    expect(await opened((store) => store.papers.count())).toBe(0);
  });
});

describe("a network that fails", () => {
  let proxy: PostgresProxy;
  beforeEach(async () => {
    proxy = await startPostgresProxy(database.url);
  });
  afterEach(() => proxy.close());

  it("as a commit is answered makes nobody do it again: it may have been done", async () => {
    await opened(async (store) => {
      const { id } = await store.workspaces.ensure({ platform: "slack", workspace: "T1" });
      const [{ id: paper } = { id: "" }] = await store.papers.save([titled("One")], at);
      proxy.loseNextCommit();
      await expect(store.votes.toggle(id, "U1", paper, at)).rejects.toThrow();
      expect(await store.votes.tallies(id, [paper])).toEqual(new Map([[paper, 1]]));
    }, proxy.url);
  });

  it("for a while, as when the server is started again, is forgotten afterwards", async () => {
    await opened(async (store) => {
      await store.papers.save([titled("One")], at);
      proxy.setOpen(false);
      await expect(store.papers.save([titled("Two")], at)).rejects.toThrow();
      await expect(store.papers.count()).rejects.toThrow();
      proxy.setOpen(true);
      expect((await store.papers.save([titled("Two")], at))[0]?.change).toBe("new");
      expect(await store.papers.count()).toBe(2);
    }, proxy.url);
  });
});

describe("a search file", () => {
  const find = (store: Store) => store.search.search("robots", { limit: 5, since: null });
  const robots = (store: Store) => store.papers.save([titled("Robots")], at);
  const searchFile = () => {
    const [name = ""] = readdirSync(folder).filter((file) => file.endsWith(".db"));
    return new Sqlite(join(folder, name));
  };

  it("of another index version is indexed anew", async () => {
    await opened(async (store) => [await robots(store), await find(store)]);
    const file = searchFile();
    file.exec("update search_index_state set version = 1; insert into paper_index (paper_index) values ('delete-all')");
    file.close();
    expect((await opened(find)).total).toBe(1);
  });

  it("of another database in the same folder is left to it", async () => {
    const other = await temporaryDatabase();
    await opened(async (store) => [await robots(store), await find(store)]);
    expect((await opened(find, other.url)).total).toBe(0);
    expect((await opened(find)).total).toBe(1);
    await other.remove();
  });

  it("from before the database came back from a backup is not used, however much was changed since", async () => {
    await opened(async (store) => [await robots(store), await find(store)]);
    await database.query(`update papers set title = 'Lost', abstract = '';
      create table kept as select * from paper_changes; drop table paper_changes;
      create table paper_changes (paper_id bigint primary key, revision bigint not null unique);
      insert into paper_changes select * from kept; drop table kept`);
    expect((await opened(find)).total).toBe(0);
  });

  it("that is filled for the first time says how far it is, and answers once it is full", async () => {
    await opened((store) =>
      store.papers.save(
        Array.from({ length: 900 }, (_, i) => titled(`Robots ${i}`)),
        at,
      ),
    );
    const pool = poolOn(database.url, 2);
    const hasty = await followingSearch(pool, folder, 0);
    await expect(hasty.search("robots", { limit: 5, since: null })).rejects.toThrow(
      /^Search is still reading the library \(\d+ of 900\)\. Ask again in a minute/,
    );
    hasty.stop();
    const patient = await followingSearch(pool, folder);
    expect((await patient.search("robots", { limit: 5, since: null })).total).toBe(900);
    patient.stop();
    await pool.end();
  });
});
