import Database from "better-sqlite3";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { sharedCommits } from "../../../../src/core/store/sqlite/shared-commits.ts";

let folder: string;
let sqlite: Database.Database;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "commits-"));
  sqlite = new Database(join(folder, "letters.db"));
  sqlite.pragma("journal_mode = wal");
  sqlite.exec("create table letters (text text)");
});
afterEach(() => {
  sqlite.close();
  rmSync(folder, { recursive: true, force: true });
});

let transactions = 0;
const shared = () =>
  sharedCommits(sqlite, async (work) => {
    transactions++;
    return sqlite.transaction(work).immediate();
  });
const write = (text: string) => () => sqlite.prepare("insert into letters values (?)").run(text).changes;
/** What somebody else sees: what is committed. */
const committed = (): unknown[] => {
  const other = new Database(join(folder, "letters.db"), { readonly: true });
  const letters = other.prepare("select text from letters").pluck().all();
  other.close();
  return letters;
};

it("is one transaction for all of a moment, and answers when it is committed", async () => {
  transactions = 0;
  const { together } = shared();
  const seen = ["a", "b", "c"].map((letter) => together(write(letter)).then(committed));
  expect(await Promise.all(seen)).toEqual([
    ["a", "b", "c"],
    ["a", "b", "c"],
    ["a", "b", "c"],
  ]);
  expect(transactions).toBe(1);
});

it("undoes the whole of what failed and nothing of the others", async () => {
  const { together } = shared();
  const failing = together(() => {
    write("half")();
    throw new Error("no more");
  });
  const outcomes = await Promise.allSettled([together(write("a")), failing, together(write("b"))]);
  expect(outcomes.map(({ status }) => status)).toEqual(["fulfilled", "rejected", "fulfilled"]);
  expect(committed()).toEqual(["a", "b"]);
});

it("tells everybody when the disk is full, and has written nothing it said it had not", async () => {
  const { together } = shared();
  sqlite.pragma(`max_page_count = ${Number(sqlite.pragma("page_count", { simple: true })) + 2}`);
  const pieces = [write("a"), write("long ".repeat(100_000)), write("b")].map((work) => together(work));
  const outcomes = await Promise.allSettled(pieces);
  const said = outcomes.flatMap(({ status }, i) => (status === "fulfilled" ? [["a", "long", "b"][i]] : []));
  expect(outcomes[1]?.status).toBe("rejected");
  expect(committed()).toEqual(said);
});

it("commits what waits when it is told to", async () => {
  const { together, commit } = shared();
  const writing = together(write("a"));
  await commit();
  expect(committed()).toEqual(["a"]);
  await writing;
});
