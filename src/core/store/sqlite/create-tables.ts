import type { Database } from "better-sqlite3";
import { drizzle } from "drizzle-orm/better-sqlite3";
import { migrate } from "drizzle-orm/better-sqlite3/migrator";

/** Gives a database the tables of the migrations it has not had. Two programs may start on one new database at once: the second finds the work done. */
export function createTables(sqlite: Database, migrationsFolder: string, tries = 3): void {
  try {
    migrate(drizzle(sqlite), { migrationsFolder });
  } catch (error) {
    if (tries === 1) throw error;
    createTables(sqlite, migrationsFolder, tries - 1);
  }
}
