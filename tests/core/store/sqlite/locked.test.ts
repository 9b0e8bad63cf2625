import Database from "better-sqlite3";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { paperFacts } from "../../../../src/core/papers/paper.ts";
import { openStore } from "../../../../src/core/store/sqlite/open.ts";
import type { Store } from "../../../../src/core/store/store.ts";

const at = new Date("2026-11-23T08:00:00Z");
let folder: string;
let file: string;
let other: Database.Database;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "papers-locked-"));
  file = join(folder, "papers.db");
});
afterEach(() => {
  other.close();
  rmSync(folder, { recursive: true, force: true });
});

/** The other program is in this process too: it can only let go while the event loop runs. */
const lock = () => {
  other = new Database(file);
  other.exec("begin immediate");
};
const letGoSoon = async () => {
  await setTimeout(600);
  other.exec("commit");
};

describe("a database that another program holds locked", () => {
  let store: Store;
  const open = async (patienceMs?: number) => {
    store = await openStore(`file:${file}`, patienceMs);
    const { id } = await store.workspaces.ensure({ platform: "slack", workspace: "T1" });
    lock();
    return id;
  };
  afterEach(() => store.close());

  it("makes writes of every kind wait, while the event loop runs and reading goes on", async () => {
    const workspace = await open();
    const writes = [
      store.papers.save([paperFacts({ origin: "json", title: "Locks" })], at),
      store.settings.set(workspace, "quiet", "silent"),
      store.posts.record(
        workspace,
        { platform: "slack", workspace: "T1", channel: "C1", thread: null, message: "1.1" },
        [],
        { title: "", blocks: [], footer: [] },
        at,
      ),
      store.events.firstSeen("slack", "Ev1", at),
    ];
    expect(await store.papers.count()).toBe(0);
    await Promise.all([...writes, letGoSoon()]);
    expect(await store.papers.count()).toBe(1);
    expect(await store.settings.all(workspace)).toEqual({ quiet: "silent" });
    expect(await store.posts.find(workspace, "C1", "1.1")).not.toBeNull();
    expect(await store.events.firstSeen("slack", "Ev1", at)).toBe(false);
  });

  it("is said in one sentence once patience ends, by health too, until it is free again", async () => {
    const workspace = await open(0);
    const sentence = /^The database .* is locked by another program: end that one, or wait until it is done\. /;
    await expect(store.settings.set(workspace, "quiet", "silent")).rejects.toMatchObject({
      code: "config",
      message: sentence,
    });
    expect(store.trouble()).toContain("is locked by another program");
    other.exec("commit");
    await store.settings.set(workspace, "quiet", "silent");
    expect(store.trouble()).toBeNull();
  });
});

it("a database that another program has begun to fill is opened when that one lets go", async () => {
  other = new Database(file);
  other.pragma("journal_mode = wal");
  other.exec(
    "begin immediate; create table __drizzle_migrations (id integer primary key, hash text, created_at numeric)",
  );
  const opening = openStore(`file:${file}`);
  await letGoSoon();
  const store = await opening;
  expect(await store.papers.count()).toBe(0);
  await store.close();
});
