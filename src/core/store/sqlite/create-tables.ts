import type { Database } from "better-sqlite3";
import { drizzle } from "drizzle-orm/better-sqlite3";
import { migrate } from "drizzle-orm/better-sqlite3/migrator";

/** Runs the migrations that a database lacks. If two programs start on one new database, the second finds the work done. */
export function createTables(sqlite: Database, migrationsFolder: string, tries = 3): void {
  try {
    migrate(drizzle(sqlite), { migrationsFolder });
  } catch (error) {
    if (tries === 1) throw error;
    createTables(sqlite, migrationsFolder, tries - 1);
  }
}
