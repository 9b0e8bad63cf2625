import Database from "better-sqlite3";
import MiniSearch from "minisearch";
import { statSync } from "node:fs";
import { dirname, join } from "node:path";
import type { PaperFacts } from "../../src/core/papers/paper.ts";
import type { Store } from "../../src/core/store/store.ts";
import { temporaryStore } from "../support/temporary-store.ts";
import { corpus } from "./corpus.ts";
import { percentile99 } from "./percentile.ts";

const queries = [
  "generative adversarial network",
  "diffusion models",
  "graph neural networks",
  "reinforcement learning from human feedback",
  "lottery ticket",
  "contrastive learning of representations",
  "adversarial robustness",
  "vision transformer",
  "meta learning",
  "machine translation",
];
const batch = 300;
const options = { limit: 10, since: null };

const seconds = async (work: () => unknown): Promise<number> => {
  const started = performance.now();
  await work();
  return (performance.now() - started) / 1000;
};

async function ingest(store: Store, papers: PaperFacts[]): Promise<void> {
  for (let from = 0; from < papers.length; from += batch)
    await store.papers.save(papers.slice(from, from + batch), new Date());
}

/** The least SQLite has to do: one table and an untriggered full-text index, prepared inserts in the same batches. */
function rawIngest(file: string, papers: PaperFacts[]): void {
  const db = new Database(file);
  db.pragma("journal_mode = wal");
  db.pragma("synchronous = full");
  db.exec("create table papers (id integer primary key, title text, abstract text, authors text)");
  db.exec("create virtual table words using fts5(title, abstract, content = '', contentless_delete = 1)");
  const row = db.prepare("insert into papers values (?, ?, ?, ?)");
  const words = db.prepare("insert into words (rowid, title, abstract) values (?, ?, ?)");
  const save = db.transaction((some: PaperFacts[], from: number) => {
    for (const [at, paper] of some.entries()) {
      row.run(from + at + 1, paper.title, paper.abstract, JSON.stringify(paper.authors));
      words.run(from + at + 1, paper.title, paper.abstract);
    }
  });
  for (let from = 0; from < papers.length; from += batch) save(papers.slice(from, from + batch), from);
  db.close();
}

async function latency(run: (query: string) => unknown, rounds = 10): Promise<number> {
  const taken: number[] = [];
  for (let round = 0; round < rounds; round++) {
    for (const query of queries) taken.push((await seconds(() => run(query))) * 1000);
  }
  return percentile99(taken.slice(queries.length));
}

/** What one size of library costs: rates as parts of the raw rate, 99th percentiles in milliseconds. */
export interface LibraryCost {
  papers: number;
  ingest: number;
  again: number;
  megabytesPer100k: number;
  search: number;
  topic: number;
  today: number;
  minisearch: number | null;
}

/** Measures a library of a size; minisearch on the same papers where `beside` says so. */
export async function measureLibrary(count: number, beside: boolean): Promise<LibraryCost> {
  const papers = corpus().papers(count);
  papers.slice(-24).forEach((paper) => (paper.listedOn = ["2025-11-07"]));
  const { store, file, remove } = await temporaryStore();
  try {
    const raw = await seconds(() => rawIngest(join(dirname(file), "raw.db"), papers));
    const ours = await seconds(() => ingest(store, papers));
    const again = await seconds(() => ingest(store, papers));
    const today = async () => {
      const day = (await store.listings.newestDay("2030-01-01")) ?? "";
      return store.papers.many(await store.listings.onDay(day));
    };
    return {
      papers: count,
      ingest: raw / ours,
      again: raw / again,
      megabytesPer100k: (statSync(file).size / count / 1e6) * 100_000,
      search: await latency((query) => store.search.search(query, options)),
      topic: await latency((query) => store.search.topic(query, options)),
      today: await latency(today),
      minisearch: beside ? await minisearchLatency(papers) : null,
    };
  } finally {
    await remove();
  }
}

async function minisearchLatency(papers: PaperFacts[]): Promise<number> {
  const index = new MiniSearch({ fields: ["title", "abstract"] });
  index.addAll(papers.map(({ title, abstract }, id) => ({ id, title, abstract })));
  return latency((query) => index.search(query).slice(0, 10), 3);
}
