import type { Config } from "./config/config.ts";
import { openStore } from "./core/store/sqlite/open.ts";
import type { Store } from "./core/store/store.ts";

/** Opens the database that DATABASE_URL names; PostgreSQL's driver is loaded only for its own. */
export async function openDatabase({ databaseUrl, databasePool, searchFolder }: Config): Promise<Store> {
  if (databaseUrl.startsWith("file:")) return openStore(databaseUrl);
  const { openPostgres } = await import("./core/store/postgres/open.ts");
  return openPostgres(databaseUrl, { poolSize: databasePool, searchFolder });
}
