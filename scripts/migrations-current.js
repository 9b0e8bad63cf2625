// Fails when the schema says something the migrations do not: generates into a copy and looks whether anything was added.
import { execFileSync } from "node:child_process";
import { cpSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";

const copy = mkdtempSync(join(tmpdir(), "migrations-"));
try {
  cpSync("migrations/sqlite", copy, { recursive: true });
  const before = readdirSync(copy).length;
  const schema = ["--dialect", "sqlite", "--casing", "snake_case", "--schema", "./src/core/store/schema/*.ts"];
  const options = [...schema, "--out", relative(".", copy)];
  execFileSync("drizzle-kit", ["generate", ...options], { stdio: ["ignore", "ignore", "inherit"] });
  if (readdirSync(copy).length !== before) {
    console.error("The schema changed without a migration. Run `npm run db:generate` and commit what it writes.");
    process.exitCode = 1;
  }
} finally {
  rmSync(copy, { recursive: true, force: true });
}
