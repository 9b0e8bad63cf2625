import type { Config } from "./config/config.ts";
import { openStore } from "./core/store/sqlite/open.ts";
import type { FillableDatabase, ReadableDatabase } from "./core/store/queries/move.ts";
import type { Store } from "./core/store/store.ts";

/** Opens the database that DATABASE_URL names; PostgreSQL's driver is loaded only for its own. */
export async function openDatabase({ databaseUrl, databasePool, searchFolder }: Config): Promise<Store> {
  if (isFile(databaseUrl)) return openStore(databaseUrl);
  const { openPostgres } = await import("./core/store/postgres/open.ts");
  return openPostgres(databaseUrl, { poolSize: databasePool, searchFolder });
}

const isFile = (url: string) => url.startsWith("file:");

/** Opens a whole database to be read, for a move. */
export async function openToRead(url: string): Promise<ReadableDatabase> {
  if (isFile(url)) return (await import("./core/store/sqlite/whole.ts")).readableSqlite(url);
  return (await import("./core/store/postgres/whole.ts")).readablePostgres(url);
}

/** Opens an empty database to be filled with the rows of another. */
export async function openToFill(url: string): Promise<FillableDatabase> {
  if (isFile(url)) return (await import("./core/store/sqlite/whole.ts")).fillableSqlite(url);
  return (await import("./core/store/postgres/whole.ts")).fillablePostgres(url);
}
