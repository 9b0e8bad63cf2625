import { join } from "node:path";
import type { Store } from "../../src/core/store/store.ts";
import { testDatabase } from "./test-database.ts";

/** A store in a database of its own; `remove` closes it and deletes the database. */
export interface TemporaryStore {
  store: Store;
  /** The file of a SQLite database. */
  file: string;
  remove: () => Promise<void>;
}

/** Opens an empty store that nobody else sees. */
export async function temporaryStore(): Promise<TemporaryStore> {
  const database = await testDatabase();
  const store = await database.open();
  const remove = async () => {
    await store.close();
    await database.remove();
  };
  return { store, file: join(database.folder, "papers.db"), remove };
}
