import type { Database } from "better-sqlite3";
import { drizzle } from "drizzle-orm/better-sqlite3";
import { migrate } from "drizzle-orm/better-sqlite3/migrator";
import { createSearchIndex } from "./search/index.ts";

/** Gives a database the tables it lacks: those of the migrations it has not had, and the full-text index. */
export function createTables(sqlite: Database, migrationsFolder: string): void {
  applyMigrations(sqlite, migrationsFolder);
  createSearchIndex(sqlite);
}

/** Two programs may start on one new database at the same moment: the one that comes second finds its work done. */
function applyMigrations(sqlite: Database, migrationsFolder: string, tries = 3): void {
  try {
    migrate(drizzle(sqlite), { migrationsFolder });
  } catch (error) {
    if (tries === 1) throw error;
    applyMigrations(sqlite, migrationsFolder, tries - 1);
  }
}
