import { readFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { paperFacts, type PaperFacts } from "../../src/core/papers/paper.ts";
import { shared, sharedIsHere } from "../support/shared.ts";

const captured = shared("data/search-dev");

/** Papers to measure with, what is asked of them, and where they came from. */
export interface Corpus {
  from: string;
  papers(count: number): PaperFacts[];
  queries: string[];
}

/** Real papers where they are there, repeated under other titles past their number; else, or if wanted, a seeded synthetic corpus. */
export function corpus(generated = false): Corpus {
  return sharedIsHere && !generated ? real() : synthetic();
}

interface RealPaper {
  title: string;
  abstract: string;
  authors: string[];
}

function real(): Corpus {
  const lines = gunzipSync(readFileSync(join(captured, "papers.jsonl.gz")))
    .toString("utf8")
    .trim()
    .split("\n");
  const papers = lines.map((line) => JSON.parse(line) as RealPaper);
  const { topics } = JSON.parse(readFileSync(join(captured, "topics.json"), "utf8")) as { topics: { query: string }[] };
  const random = seeded(11);
  const phrases = Array.from({ length: 30 }, () => {
    const words = papers[Math.floor(random() * papers.length)]?.title.split(/\s+/) ?? [];
    const from = Math.floor(random() * Math.max(1, words.length - 3));
    return words.slice(from, from + 2 + Math.floor(random() * 3)).join(" ");
  });
  return {
    from: `search-dev (${papers.length.toLocaleString("en")} real papers, repeated under other titles)`,
    queries: [...topics.map(({ query }) => query), ...phrases],
    papers: (count) =>
      Array.from({ length: count }, (_, at) => {
        const { title, abstract, authors } = papers[at % papers.length] ?? { title: "", abstract: "", authors: [] };
        const round = Math.floor(at / papers.length);
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
function synthetic(): Corpus {
  const random = seeded(7);
  const word = () => `word${Math.floor(30_000 ** random())}`;
  const words = (length: number) => Array.from({ length }, word).join(" ");
  return {
    from: "a seeded synthetic corpus",
    queries: Array.from({ length: 100 }, (_, at) => words(1 + (at % 4))),
    papers: (count) =>
      Array.from({ length: count }, (_, at) =>
        paperFacts({ origin: "json", title: `${words(9)} ${at}`, abstract: words(180), ...dated(at) }),
      ),
  };
}

/** Mulberry32, numbers from 0 to 1: small, and the same everywhere. */
export function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
