// Search on PostgreSQL beside search on SQLite with the same papers, 100,000 of them or as many as the argument says.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { emptyReport, savePapers } from "../../src/core/sources/ingest.ts";
import { openPostgres } from "../../src/core/store/postgres/open.ts";
import type { Store } from "../../src/core/store/store.ts";
import { startPostgres } from "../support/postgres-server.ts";
import { temporaryStore } from "../support/temporary-store.ts";
import { corpus } from "./corpus.ts";
import { latency, percentile99 } from "./percentile.ts";

const count = Number(process.argv[2] ?? 100_000);
const papers = corpus();
const library = papers.papers(count);
const server = await startPostgres();
const folder = mkdtempSync(join(tmpdir(), "search-"));
const open = () => openPostgres(server.url, { poolSize: 10, searchFolder: folder });
const filling = await open();
await savePapers(filling, library, emptyReport(), new Date());
await filling.close();
const { store: sqlite, remove } = await temporaryStore();
await savePapers(sqlite, library, emptyReport(), new Date());

const postgres = await open();
const filled = performance.now();
// The first question fills the search file; while that takes too long, it is refused with how far it is.
while (
  !(await postgres.search.idf().then(
    () => true,
    () => false,
  ))
);
console.log(`the search file is filled in ${((performance.now() - filled) / 1_000).toFixed(1)} s`);

const asked = {
  search: (store: Store) => (query: string) => store.search.search(query, { limit: 10, since: null }),
  topic: (store: Store) => (query: string) => store.search.topic(query, { limit: 10, since: null }),
};
const rounds = 5;
for (const [name, ask] of Object.entries(asked)) {
  const times: Record<"sqlite" | "postgres", number[]> = { sqlite: [], postgres: [] };
  // In turns, so that the load of the machine meets both.
  for (let round = 0; round < rounds; round++) {
    times.sqlite.push(await latency(papers.queries, ask(sqlite), 1));
    times.postgres.push(await latency(papers.queries, ask(postgres), 1));
  }
  const [one, other] = [middle(times.sqlite), middle(times.postgres)];
  console.log(
    `${name}: ${one.toFixed(1)} ms on SQLite, ${other.toFixed(1)} ms on PostgreSQL (× ${(other / one).toFixed(2)})`,
  );
}
const looks: number[] = [];
for (let i = 0; i < 2_000; i++) {
  const started = performance.now();
  await postgres.search.idf();
  looks.push(performance.now() - started);
}
console.log(
  `catching up with nothing new: ${middle(looks).toFixed(2)} ms, ${percentile99(looks).toFixed(2)} ms (99th percentile)`,
);
await Promise.all([sqlite.close(), postgres.close()]);
await remove();
await server.stop();
rmSync(folder, { recursive: true, force: true });

function middle(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? NaN;
}
