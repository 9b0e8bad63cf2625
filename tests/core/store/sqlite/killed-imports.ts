import Database from "better-sqlite3";
import { spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { build } from "esbuild";
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from "vitest";
import { openStore } from "../../../../src/core/store/sqlite/open.ts";
import { countIndexed } from "../../../../src/core/store/sqlite/search/tables.ts";

const root = join(import.meta.dirname, "../../../..");

/** Makes one file of the importing program, beside the bot's bundle; from its TypeScript files it starts a second later. */
async function bundleImporting(): Promise<string> {
  const outfile = join(root, `dist/importing.${process.pid}.js`);
  const entryPoints = [join(root, "tests/support/importing.ts")];
  await build({ entryPoints, outfile, bundle: true, format: "esm", platform: "node", external: ["better-sqlite3"] });
  return outfile;
}

let program: string;

/** Runs an import to its end, or kills it without warning after some lines of output; how it ended. */
function runImport(file: string, papers: number, killAfter = Infinity): Promise<number | string | null> {
  const child = spawn(process.execPath, [program, file, String(papers)], { stdio: ["ignore", "pipe", "inherit"] });
  let lines = 0;
  createInterface(child.stdout).on("line", () => {
    if (++lines >= killAfter) child.kill("SIGKILL");
  });
  if (killAfter === 0) child.kill("SIGKILL");
  return new Promise((resolve) => child.on("exit", (code, signal) => resolve(code ?? signal)));
}

/** What must hold of a library's file, whatever happened to it. */
async function expectSound(file: string): Promise<number> {
  const raw = new Database(file);
  expect(raw.pragma("integrity_check", { simple: true })).toBe("ok");
  expect(raw.pragma("foreign_key_check")).toEqual([]);
  raw.exec("insert into paper_index (paper_index) values ('integrity-check')");
  const count = (table: string) => raw.prepare(`select count(*) from ${table}`).pluck().get() as number;
  expect(countIndexed(raw)).toBe(count("papers"));
  const papers = count("papers");
  raw.close();
  return papers;
}

/** Kills imports of `papers` papers (a multiple of 300) at `kills` random points, and runs several at once. */
export function killedImports(papers: number, kills: number): void {
  let folder: string;
  let file: string;
  beforeAll(async () => {
    program = await bundleImporting();
  });
  afterAll(() => rmSync(program));
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "papers-"));
    file = join(folder, "papers.db");
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  it(`an import of ${papers} papers killed anywhere leaves a sound library, and the next one completes it`, async () => {
    const batches = papers / 300;
    const points = Array.from({ length: kills }, () => 1 + Math.floor(Math.random() * (batches - 1)));
    let kept = 0;
    for (const lines of [0, 1, ...points]) {
      // On a busy machine the import may be through before the signal arrives.
      expect(["SIGKILL", 0]).toContain(await runImport(file, papers, lines));
      // What was once committed is never gone.
      const store = await openStore(`file:${file}`);
      const now = await store.papers.count();
      await store.close();
      expect(now).toBeGreaterThanOrEqual(Math.max(kept, (lines - 1) * 300));
      expect(now % 300).toBe(0);
      kept = now;
      expect(await expectSound(file)).toBe(kept);
    }
    expect(await runImport(file, papers)).toBe(0);
    expect(await expectSound(file)).toBe(papers);
  });

  it("imports at once on a database none has made yet end in one library", async () => {
    expect(await Promise.all([runImport(file, papers), runImport(file, papers / 2)])).toEqual([0, 0]);
    expect(await expectSound(file)).toBe(papers);
    const store = await openStore(`file:${file}`);
    expect(await store.listings.onDay("2025-11-07")).toHaveLength(papers / 3);
    await store.close();
  });
}
