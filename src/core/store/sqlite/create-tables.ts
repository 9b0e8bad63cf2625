import { migrate } from "drizzle-orm/better-sqlite3/migrator";
import { createSearchIndex } from "./search/index.ts";
import type { Connection } from "../queries/connection.ts";

/** Gives a database the tables it lacks: those of the migrations it has not had, and the full-text index. */
export function createTables({ db, sqlite }: Pick<Connection, "db" | "sqlite">, migrationsFolder: string): void {
  applyMigrations(db, migrationsFolder);
  createSearchIndex(sqlite);
}

/** Two programs may start on one new database at the same moment: the one that comes second finds its work done. */
function applyMigrations(db: Connection["db"], migrationsFolder: string, tries = 3): void {
  try {
    migrate(db, { migrationsFolder });
  } catch (error) {
    if (tries === 1) throw error;
    applyMigrations(db, migrationsFolder, tries - 1);
  }
}
