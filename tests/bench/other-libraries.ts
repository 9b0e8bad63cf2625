import { create, insertMultiple, search } from "@orama/orama";
import MiniSearch from "minisearch";
import type { PaperFacts } from "../../src/core/papers/paper.ts";
import { latency } from "./percentile.ts";

/** What the first ten cost in minisearch and in orama, over the same papers and queries: 99th percentiles in milliseconds. */
export interface OtherLibraries {
  minisearch: number;
  orama: number;
}

/** Measures both with their defaults, one after the other, so that neither lives in the other's memory. */
export async function otherLibraries(papers: readonly PaperFacts[], queries: string[]): Promise<OtherLibraries> {
  return { minisearch: await minisearchLatency(papers, queries), orama: await oramaLatency(papers, queries) };
}

function minisearchLatency(papers: readonly PaperFacts[], queries: string[]): Promise<number> {
  const index = new MiniSearch({ fields: ["title", "abstract"] });
  index.addAll(papers.map(({ title, abstract }, id) => ({ id, title, abstract })));
  return latency(queries, (query) => index.search(query).slice(0, 10));
}

async function oramaLatency(papers: readonly PaperFacts[], queries: string[]): Promise<number> {
  const index = create({ schema: { title: "string", abstract: "string" } });
  await insertMultiple(
    index,
    papers.map(({ title, abstract }) => ({ title, abstract })),
  );
  // One query in ten, once: at 100,000 papers one takes up to ten seconds, and longer where many words begin alike.
  const few = queries.filter((_, at) => at % 10 === 0);
  return latency(few, (term) => search(index, { term, limit: 10 }), 1);
}
