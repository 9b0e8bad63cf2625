import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { paperFacts, type PaperFacts } from "../../src/core/papers/paper.ts";

const captured = join(import.meta.dirname, "../../../shared/data/search-dev/papers.jsonl.gz");

/** Papers to measure with, and where they came from. */
export interface Corpus {
  from: string;
  papers(count: number): PaperFacts[];
}

/** Real papers where they are there, repeated under other titles past their number; else a seeded synthetic corpus. */
export function corpus(): Corpus {
  if (!existsSync(captured)) return { from: "a seeded synthetic corpus", papers: synthetic };
  const lines = gunzipSync(readFileSync(captured)).toString("utf8").trim().split("\n");
  const real = lines.map((line) => JSON.parse(line) as { title: string; abstract: string; authors: string[] });
  return {
    from: `search-dev (${real.length.toLocaleString("en")} real papers, repeated under other titles)`,
    papers: (count) =>
      Array.from({ length: count }, (_, at) => {
        const { title, abstract, authors } = real[at % real.length] ?? { title: "", abstract: "", authors: [] };
        const round = Math.floor(at / real.length);
        const name = round === 0 ? title : `${title} (${round})`;
        return paperFacts({
          origin: "json",
          title: name,
          abstract,
          authors,
          authorCount: authors.length,
          ...dated(at),
        });
      }),
  };
}

const dated = (at: number) => ({ publishedAt: `20${10 + (at % 15)}-0${1 + (at % 9)}-15`, upvotes: at % 97 });

/** Words with natural frequencies: the n-th most common stands 1/n as often as the first. */
function synthetic(count: number): PaperFacts[] {
  const random = seeded(7);
  const word = () => `word${Math.floor(30_000 ** random())}`;
  const words = (length: number) => Array.from({ length }, word).join(" ");
  return Array.from({ length: count }, (_, at) =>
    paperFacts({ origin: "json", title: `${words(9)} ${at}`, abstract: words(180), ...dated(at) }),
  );
}

/** Mulberry32: small, and the same everywhere. */
function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
