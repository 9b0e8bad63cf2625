import { statSync } from "node:fs";
import { dirname, join } from "node:path";
import type { PaperFacts } from "../../src/core/papers/paper.ts";
import { emptyReport, savePapers } from "../../src/core/sources/ingest.ts";
import { openStore } from "../../src/core/store/sqlite.ts";
import type { Store } from "../../src/core/store/store.ts";
import { temporaryStore } from "../support/temporary-store.ts";
import type { Corpus } from "./corpus.ts";
import { latency } from "./percentile.ts";
import { rawIngest, schemaOf } from "./raw-ingest.ts";

const batch = 1_000;
const newestDay = "2025-11-07";
const papersOfADay = 24;

/** What one size of library costs: rates as parts of others of the same run, 99th percentiles in milliseconds. */
export interface LibraryCost {
  /** How fast papers come in, as a part of the raw rate. */
  ingest: number;
  /** How fast the same papers come in again, as a part of that. */
  again: number;
  megabytesPer100k: number;
  search: number;
  topic: number;
  /** A topic's papers of the newest day. */
  roundup: number;
  today: number;
}

const seconds = async (work: () => unknown): Promise<number> => {
  const started = performance.now();
  await work();
  return (performance.now() - started) / 1000;
};

/** Measures a library of a size, papers and queries of a corpus. */
export async function measureLibrary(papers: PaperFacts[], { queries }: Corpus): Promise<LibraryCost> {
  papers.slice(-papersOfADay).forEach((paper) => (paper.listedOn = [newestDay]));
  const { store: first, file, remove } = await temporaryStore();
  const ingest = () => savePapers(first, papers, emptyReport(), new Date());
  try {
    const schema = schemaOf(file);
    const raw = await seconds(() => rawIngest(join(dirname(file), "raw.db"), schema, papers, batch));
    const ours = await seconds(ingest);
    const again = await seconds(ingest);
    await first.close();
    const megabytes = statSync(file).size / 1e6;
    const store = await openStore(`file:${file}`);
    const cost = {
      ingest: raw / ours,
      again: ours / again,
      megabytesPer100k: (megabytes / papers.length) * 100_000,
      search: await latency(queries, (query) => store.search.search(query, { limit: 10, since: null })),
      topic: await latency(queries, (query) => store.search.topic(query, { limit: 10, since: null })),
      roundup: await latency(queries, (query) => store.search.topic(query, { limit: 10, since: newestDay })),
      today: await latency(queries, () => today(store)),
    };
    await store.close();
    return cost;
  } finally {
    await remove();
  }
}

async function today(store: Store) {
  const day = await store.listings.newestDay("2030-01-01");
  return store.papers.many(await store.listings.onDay(day ?? ""));
}
