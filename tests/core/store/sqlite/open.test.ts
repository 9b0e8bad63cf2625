import Database from "better-sqlite3";
import { chmodSync, existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { paperFacts } from "../../../../src/core/papers/paper.ts";
import { openStore } from "../../../../src/core/store/sqlite/open.ts";
import { storeContract } from "../../../contracts/store-contract.ts";
import { addRow, earlierDatabase } from "../../../support/earlier-database.ts";
import { temporaryStore } from "../../../support/temporary-store.ts";

storeContract("SQLite", temporaryStore);

describe("the database file", () => {
  let folder: string;
  let file: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "papers-"));
    file = join(folder, "deep/er/papers.db");
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));
  const open = () => openStore(`file:${file}`);
  const create = async () => (await open()).close();

  it("is made with its folders, and opens again", async () => {
    await create();
    await create();
    expect(existsSync(file)).toBe(true);
  });

  it("made by two programs at the same moment serves both", async () => {
    const stores = await Promise.all([open(), open(), open()]);
    await stores[0].papers.save([paperFacts({ origin: "json", title: "A paper" })], new Date());
    expect(await Promise.all(stores.map((store) => store.papers.count()))).toEqual([1, 1, 1]);
    await Promise.all(stores.map((store) => store.close()));
  });

  it("gets the index when it was interrupted before that was made", async () => {
    await create();
    const raw = new Database(file);
    raw.exec("drop table paper_terms; drop table paper_index; drop table acronyms");
    raw.close();
    const store = await open();
    await store.papers.save([paperFacts({ origin: "json", title: "Lottery tickets" })], new Date());
    expect((await store.search.search("lottery", { limit: 1, since: null })).total).toBe(1);
    await store.close();
  });

  it("of the first version keeps its votes", async () => {
    mkdirSync(dirname(file), { recursive: true });
    const raw = earlierDatabase(file, 1);
    for (const [table, row] of Object.entries({
      workspaces: { id: 7, platform: "slack", workspace: "T1", name: "Lab" },
      papers: { id: 1, title: "A paper" },
      posts: { id: 3, workspace_id: 7, channel: "C1", message: "1.1", drawn: "{}", posted_at: 5 },
      marks: { post_id: 3, member: "U1", emoji: "+1", paper_id: 1, at: 5 },
    }))
      addRow(raw, table, row);
    raw.close();

    const store = await open();
    expect(await store.votes.tallies(7, ["p1"])).toEqual(new Map([["p1", 1]]));
    expect(await store.votes.marksOn(3)).toEqual([{ member: "U1", emoji: "+1", paper: "p1" }]);
    await store.close();
  });

  it("of the first version goes on with roundups that one refused token had paused, personal ones still personal", async () => {
    mkdirSync(dirname(file), { recursive: true });
    const raw = earlierDatabase(file, 5);
    addRow(raw, "workspaces", { id: 7, platform: "slack", workspace: "T1", name: "Lab" });
    const reasons = [
      "the bot was removed from the workspace; install it again, then /papers resume 1",
      "paused by <@U1>",
    ];
    for (const [i, reason] of reasons.entries())
      addRow(raw, "subscriptions", {
        ...{ workspace_id: 7, number: i + 1, channel: "C1", paused_because: reason },
        ...{ limit: 5, minvotes: 0, dm: i, created_at: 1, next_due_at: 1 },
      });
    raw.close();
    const store = await open();
    const kept = await store.subscriptions.list(7);
    expect(kept.map(({ pausedBecause }) => pausedBecause)).toEqual([null, reasons[1]]);
    expect(kept.map(({ to }) => to)).toEqual(["here", "dm"]);
    await store.close();
  });

  it("of a newer program is refused and left alone", async () => {
    await create();
    const raw = new Database(file);
    raw.prepare("insert into __drizzle_migrations (hash, created_at) values ('later', 99999999999999)").run();
    raw.close();
    await expect(open()).rejects.toMatchObject({
      code: "config",
      message: expect.stringMatching(/written by a newer papers-bot/) as unknown,
    });
  });

  it("that is no database is refused and left alone", async () => {
    await create();
    rmSync(file);
    writeFileSync(file, "a letter to the editor, certainly longer than a database header would be ".repeat(20));
    await expect(open()).rejects.toMatchObject({
      code: "config",
      message: expect.stringMatching(/is not a papers-bot database/) as unknown,
    });
  });

  it("of another program is refused and left alone", async () => {
    file = join(folder, "other.db");
    const raw = new Database(file);
    raw.exec("create table ledger (amount integer)");
    await expect(open()).rejects.toMatchObject({
      code: "config",
      message: expect.stringMatching(/is not a papers-bot database/) as unknown,
    });
    expect(raw.prepare("select name from sqlite_master").pluck().all()).toEqual(["ledger"]);
    raw.close();
  });

  it.skipIf(process.getuid?.() === 0)("that cannot be written is refused", async () => {
    await create();
    chmodSync(file, 0o400);
    await expect(open()).rejects.toMatchObject({
      code: "config",
      message: expect.stringMatching(/cannot be/) as unknown,
    });
  });

  it("in a folder that cannot be made is refused", async () => {
    writeFileSync(join(folder, "deep"), "a file where the folder should be");
    await expect(open()).rejects.toMatchObject({
      code: "config",
      message: expect.stringMatching(/DATABASE_URL/) as unknown,
    });
  });

  it("is copied whole while it is used, and never over another file", async () => {
    const store = await open();
    await store.papers.save([paperFacts({ origin: "json", title: "A paper" })], new Date());
    const copy = join(folder, "copy.db");
    await store.backup(copy);
    await expect(store.backup(copy)).rejects.toMatchObject({
      code: "usage",
      message: expect.stringMatching(/exists already/) as unknown,
    });
    await store.close();
    const copied = await openStore(`file:${copy}`);
    expect(await copied.papers.count()).toBe(1);
    await copied.close();
  });
});
