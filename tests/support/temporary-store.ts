import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openStore } from "../../src/core/store/sqlite/open.ts";
import type { Store } from "../../src/core/store/store.ts";

/** A store in a folder of its own; `remove` closes it and deletes the folder. */
export interface TemporaryStore {
  store: Store;
  file: string;
  remove: () => Promise<void>;
}

/** Opens an empty store that nobody else sees. */
export async function temporaryStore(): Promise<TemporaryStore> {
  const folder = mkdtempSync(join(tmpdir(), "papers-"));
  const file = join(folder, "papers.db");
  const store = await openStore(`file:${file}`);
  const remove = async () => {
    await store.close();
    rmSync(folder, { recursive: true, force: true });
  };
  return { store, file, remove };
}
