import Database from "better-sqlite3";
import { spawnSync } from "node:child_process";
import {
  cpSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { paperFacts } from "../../../../src/core/papers/paper.ts";
import { openStore, restore } from "../../../../src/core/store/sqlite/open.ts";

let folder: string;
let file: string;
let url: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "papers-files-"));
  file = join(folder, "papers.db");
  url = `file:${file}`;
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const save = async (title: string) => {
  const store = await openStore(url);
  await store.papers.save([paperFacts({ origin: "json", title })], new Date());
  return store;
};
const count = async () => {
  const store = await openStore(url);
  const papers = await store.papers.count();
  await store.close();
  return papers;
};
const mode = (path: string) => statSync(path).mode & 0o777;

describe("a backup", () => {
  it("is its owner's alone, like the database, and leaves nothing beside it", async () => {
    const store = await save("One");
    await store.backup(join(folder, "copy.db"));
    expect([mode(file), mode(join(folder, "copy.db"))]).toEqual([0o600, 0o600]);
    await store.close();
    expect(readdirSync(folder).sort()).toEqual(["copy.db", "papers.db"]);
  });

  it("that cannot be written is not there at all", async () => {
    const store = await save("One");
    await expect(store.backup(join(folder, "no/such/copy.db"))).rejects.toMatchObject({ code: "config" });
    await store.close();
    expect(readdirSync(folder)).toEqual(["papers.db"]);
  });
});

describe("restoring", () => {
  const copy = () => join(folder, "copy.db");
  beforeEach(async () => {
    const store = await save("One");
    await store.backup(copy());
    await store.papers.save([paperFacts({ origin: "json", title: "Two" })], new Date());
    await store.close();
  });

  it("puts a backup in place and keeps the database of before", async () => {
    writeFileSync(`${file}-shm`, "");
    const aside = restore(copy(), url);
    expect(await count()).toBe(1);
    expect(mode(file)).toBe(0o600);
    renameSync(aside ?? "", file);
    expect(await count()).toBe(2);
  });

  it("works over a damaged database, whose write-ahead log goes with it", async () => {
    writeFileSync(file, "damage".repeat(1_000));
    writeFileSync(`${file}-wal`, "left over");
    expect(restore(copy(), url)).not.toBeNull();
    expect(existsSync(`${file}-wal`)).toBe(false);
    expect(await count()).toBe(1);
  });

  it("works where the database is gone", async () => {
    rmSync(file);
    expect(restore(copy(), url)).toBeNull();
    expect(await count()).toBe(1);
  });

  it("refuses while a bot runs, and changes nothing", async () => {
    const store = await openStore(url);
    expect(() => restore(copy(), url)).toThrow(/A bot is using .* Stop it/);
    await store.close();
    expect(await count()).toBe(2);
  });

  it.each([
    ["a file of something else", (path: string) => writeFileSync(path, "a letter ".repeat(500))],
    ["an empty file", (path: string) => writeFileSync(path, "")],
    ["another program's database", (path: string) => void new Database(path).exec("create table ledger (x)").close()],
    [
      "a damaged backup",
      (path: string) => {
        cpSync(copy(), path);
        const bytes = Buffer.alloc(16_384, 0xff);
        const raw = new Database(path);
        const pages = Number(raw.pragma("page_count", { simple: true }));
        raw.close();
        const whole = Buffer.concat(Array.from({ length: pages }, (_, i) => (i > 0 ? bytes : Buffer.alloc(0))));
        writeFileSync(path, whole, { flag: "r+" });
      },
    ],
  ])("refuses %s, and changes nothing", async (_, write) => {
    const other = join(folder, "other.db");
    write(other);
    expect(() => restore(other, url)).toThrow(/is not a/);
    expect(await count()).toBe(2);
    expect(readdirSync(folder).filter((name) => name.includes("restoring"))).toEqual([]);
  });

  it("is a command of the shell", () => {
    const launch = join(import.meta.dirname, "../../../../src/launch.js");
    const run = (...words: string[]) =>
      spawnSync(process.execPath, [launch, "cli", "restore", ...words], { cwd: folder, env: { DATABASE_URL: url } });
    expect([run("copy.db").status, run("missing.db").status, run().status]).toEqual([0, 2, 2]);
  });
});

describe("starting", () => {
  it("on an empty file is refused with what to do", async () => {
    writeFileSync(file, "");
    utimesSync(file, new Date(0), new Date(0));
    await expect(openStore(url)).rejects.toMatchObject({
      code: "config",
      message: expect.stringMatching(/is empty\..*papers restore/) as unknown,
    });
    expect(statSync(file).size).toBe(0);
  });

  it("where only the write-ahead log is left is refused with what to do", async () => {
    writeFileSync(`${file}-wal`, "left over");
    await expect(openStore(url)).rejects.toMatchObject({
      code: "config",
      message: expect.stringMatching(/is gone.*papers restore/) as unknown,
    });
    expect(existsSync(file)).toBe(false);
  });

  describe("with a write-ahead log that was left", () => {
    /** Copies a database and its log as they are while a bot runs, as a crash leaves them. */
    const crashed = async (title: string) => {
      rmSync(file, { force: true });
      const store = await save(title);
      const found = { database: readFileSync(file), log: readFileSync(`${file}-wal`) };
      await store.close();
      return found;
    };
    const put = (database: Buffer, log: Buffer) => {
      for (const end of ["", "-wal", "-shm"]) rmSync(file + end, { force: true });
      writeFileSync(file, database);
      writeFileSync(`${file}-wal`, log);
    };

    it("takes over its own", async () => {
      const { database, log } = await crashed("One");
      put(database, log);
      expect(await count()).toBe(1);
    });

    it("refuses another's, and changes nothing", async () => {
      const [one, two] = [await crashed("One"), await crashed("Two")];
      put(one.database, two.log);
      await expect(openStore(url)).rejects.toMatchObject({
        code: "config",
        message: expect.stringMatching(/-wal belongs to another database/) as unknown,
      });
      expect(readFileSync(file).equals(one.database)).toBe(true);
      expect(readFileSync(`${file}-wal`).equals(two.log)).toBe(true);
    });

    it("refuses that of a database over which a backup was copied by hand", async () => {
      const store = await save("One");
      await store.backup(join(folder, "copy.db"));
      await store.papers.save([paperFacts({ origin: "json", title: "Two" })], new Date());
      const log = readFileSync(`${file}-wal`);
      await store.close();
      put(readFileSync(join(folder, "copy.db")), log);
      await expect(openStore(url)).rejects.toMatchObject({
        code: "config",
        message: expect.stringMatching(/papers restore/) as unknown,
      });
    });

    it("refuses one with pages of another size", async () => {
      const { log } = await crashed("One");
      const other = new Database(join(folder, "other.db"));
      other.pragma("page_size = 4096");
      other.exec("create table ledger (x)");
      other.close();
      put(readFileSync(join(folder, "other.db")), log);
      await expect(openStore(url)).rejects.toMatchObject({
        message: expect.stringMatching(/-wal belongs to another database/) as unknown,
      });
    });

    it.each([
      ["whose checksums are wrong", (log: Buffer) => (log.writeUInt8(log.readUInt8(48) ^ 1, 48), log)],
      ["that is no log", () => Buffer.from("left over ".repeat(500))],
    ])("does not mind one %s, which SQLite does not read", async (_, spoil) => {
      const [one, two] = [await crashed("One"), await crashed("Two")];
      put(one.database, spoil(two.log));
      const store = await openStore(url);
      await store.close();
    });
  });

  it("on a locked database says so", async () => {
    await (await save("One")).close();
    const raw = new Database(file);
    raw.pragma("locking_mode = exclusive");
    raw.exec("begin exclusive");
    await expect(openStore(url, 0)).rejects.toMatchObject({
      code: "config",
      message: expect.stringMatching(/is locked by another program/) as unknown,
    });
    raw.close();
  });
});

describe("a database under a running bot", () => {
  it.each([
    ["replaced by another", () => (renameSync(file, `${file}.old`), writeFileSync(file, "another"))],
    ["moved away", () => renameSync(file, `${file}.old`)],
  ])("%s is noticed: nothing more is written, and health says so", async (_, change) => {
    const store = await save("One");
    expect(store.trouble()).toBeNull();
    change();
    expect(store.trouble()).toMatch(/was moved, or another file was put in its place/);
    const saving = store.papers.save([paperFacts({ origin: "json", title: "Two" })], new Date());
    await expect(saving).rejects.toMatchObject({
      code: "config",
      message: expect.stringMatching(/start it again/) as unknown,
    });
    expect(await store.papers.count()).toBe(1);
    await store.close();
  });
});
