import { expect, it } from "vitest";
import type { Store } from "../../src/core/store/store.ts";
import { corpus } from "../bench/corpus.ts";
import { temporaryPostgresStore } from "../support/temporary-postgres.ts";
import { temporaryStore } from "../support/temporary-store.ts";

const at = new Date("2025-11-07T12:00:00Z");
const whole = { limit: 100, since: null };
const papersAtOnce = 500;

it("finds the same papers in the same order on PostgreSQL as on SQLite", async () => {
  const all = corpus();
  const library = all.papers(15_000);
  const stores = [await temporaryStore(), await temporaryPostgresStore()];
  const answers = async (store: Store) => {
    const found: unknown[] = [];
    for (const query of all.queries) {
      found.push(await store.search.search(query, whole));
      found.push(await store.search.topic(query, whole));
    }
    return found;
  };
  for (let from = 0; from < library.length; from += papersAtOnce)
    for (const { store } of stores) await store.papers.save(library.slice(from, from + papersAtOnce), at);
  // The first search fills the file of PostgreSQL's store, and is refused where that takes long.
  while (
    !(await stores[1]?.store.search.search("caught up?", whole).then(
      () => true,
      (error: Error) => !error.message.startsWith("Search is still reading"),
    ))
  );
  const [onSqlite, onPostgres] = [await answers(stores[0]?.store as Store), await answers(stores[1]?.store as Store)];
  expect(onPostgres).toEqual(onSqlite);
  expect(onSqlite).toHaveLength(2 * all.queries.length);
  for (const { remove } of stores) await remove();
});
