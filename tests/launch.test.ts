import { execFileSync } from "node:child_process";
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { symlinkSync, utimesSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";

const root = join(import.meta.dirname, "..");
const parts = ["src", "commands", "migrations", "scripts", "package.json", "package-lock.json"];

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "papers-launch-"));
  for (const part of parts) cpSync(join(root, part), join(folder, part), { recursive: true });
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** The packages, all but those named. */
function packages(...missing: string[]): void {
  const from = join(root, "node_modules");
  mkdirSync(join(folder, "node_modules"));
  for (const name of readdirSync(from).filter((each) => !missing.includes(each)))
    symlinkSync(join(from, name), join(folder, "node_modules", name));
}

const run = (...words: string[]): string =>
  execFileSync(process.execPath, [join(folder, "src/launch.js"), "cli", ...words], {
    cwd: folder,
    env: { DATABASE_URL: "file:papers.db" },
    encoding: "utf8",
  });

describe("launching", () => {
  it("makes the bundle where there is none, starts from it alone while it is current, and makes it again when a source file is newer", () => {
    packages();
    expect(run("help", "today")).toContain("newest page");
    const made = join(folder, "dist/cli.js");
    writeFileSync(made, 'console.log("from the bundle");');
    expect(run("help", "today")).toBe("from the bundle\n");

    const file = join(folder, "commands/today.ts");
    writeFileSync(file, readFileSync(file, "utf8").replaceAll("newest page", "latest page"));
    const soon = new Date(Date.now() + 5_000);
    utimesSync(file, soon, soon);
    expect(run("help", "today")).toContain("latest page");
  });

  it("tells a fault's place in the TypeScript, not in the bundle", () => {
    packages();
    const file = join(folder, "src/shell/arguments.ts");
    writeFileSync(
      file,
      `${readFileSync(file, "utf8")}\nif (process.argv.includes("fault")) throw new Error("a fault");\n`,
    );
    expect(() => run("fault")).toThrow(/src\/shell\/arguments\.ts:\d+/);
  });

  it("starts from the TypeScript files where esbuild is not installed", () => {
    packages("esbuild");
    expect(run("help", "today")).toContain("newest page");
    expect(existsSync(join(folder, "dist"))).toBe(false);
  });
});
