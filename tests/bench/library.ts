import { statSync } from "node:fs";
import { dirname, join } from "node:path";
import type { PaperFacts } from "../../src/core/papers/paper.ts";
import { emptyReport, savePapers } from "../../src/core/sources/ingest.ts";
import { openStore } from "../../src/core/store/sqlite/open.ts";
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

/** An ingest of few papers is over in half a second: its rates are the middle ones of five, each from an empty file. */
const timesFor = (papers: readonly PaperFacts[]): number => (papers.length < 50_000 ? 5 : 1);

/** Measures a library of a size, papers and queries of a corpus. */
export async function measureLibrary(papers: PaperFacts[], { queries }: Corpus): Promise<LibraryCost> {
  papers.slice(-papersOfADay).forEach((paper) => (paper.listedOn = [newestDay]));
  const rates: Rates[] = [];
  for (let time = 1; time < timesFor(papers); time++) {
    const { store, file, remove } = await temporaryStore();
    rates.push(await measureIngest(store, file, papers));
    await remove();
  }
  const { store: first, file, remove } = await temporaryStore();
  try {
    rates.push(await measureIngest(first, file, papers));
    const megabytes = statSync(file).size / 1e6;
    const store = await openStore(`file:${file}`);
    const cost = {
      ingest: middle(rates.map(({ ingest }) => ingest)),
      again: middle(rates.map(({ again }) => again)),
      megabytesPer100k: (megabytes / papers.length) * 100_000,
      search: await latency(queries, (query) => store.search.search(query, { limit: 10, since: null })),
      topic: await latency(queries, (query) => store.search.topic(query, { limit: 10, since: null })),
      roundup: await roundupOf(store, queries),
      today: await latency(queries, () => today(store)),
    };
    await store.close();
    return cost;
  } finally {
    await remove();
  }
}

/** What a topic's papers of the newest day cost in a library of papers, without measuring the rest: 99th percentile in milliseconds. */
export async function measureRoundup(papers: PaperFacts[], { queries }: Corpus): Promise<number> {
  papers.slice(-papersOfADay).forEach((paper) => (paper.listedOn = [newestDay]));
  const { store, remove } = await temporaryStore();
  try {
    await savePapers(store, papers, emptyReport(), new Date());
    // As in the other library: what is remembered of the words is there.
    for (const query of queries) await store.search.topic(query, { limit: 10, since: null });
    return await roundupOf(store, queries);
  } finally {
    await remove();
  }
}

const roundupOf = (store: Store, queries: readonly string[]): Promise<number> =>
  latency(queries, (query) => store.search.topic(query, { limit: 10, since: newestDay }));

type Rates = Pick<LibraryCost, "ingest" | "again">;

/** Fills an empty store twice, beside a raw table with the same papers, and closes it. */
async function measureIngest(store: Store, file: string, papers: PaperFacts[]): Promise<Rates> {
  const schema = schemaOf(file);
  const ingest = () => savePapers(store, papers, emptyReport(), new Date());
  const raw = await seconds(() => rawIngest(join(dirname(file), "raw.db"), schema, papers, batch));
  const ours = await seconds(ingest);
  const again = await seconds(ingest);
  await store.close();
  return { ingest: raw / ours, again: ours / again };
}

const middle = (values: number[]): number => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? NaN;

async function today(store: Store) {
  const day = await store.listings.newestDay("2030-01-01");
  return store.papers.many(await store.listings.onDay(day ?? ""));
}
