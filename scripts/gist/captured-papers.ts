import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { PaperFacts } from "../../src/core/papers/paper.ts";
import { parseDailyPapers } from "../../src/core/sources/hugging-face/parse.ts";

/** The papers of captured Daily Papers bodies by arXiv id; files that are damaged on purpose are left out. */
export function capturedPapers(folder: string): Map<string, PaperFacts> {
  const files = ["daily_papers", "daily_papers_older", "daily_papers_latest"].flatMap((name) =>
    readdirSync(join(folder, name)).map((file) => join(folder, name, file)),
  );
  const papers = new Map<string, PaperFacts>();
  for (const file of files)
    for (const paper of read(file)) if (paper.arxivId && !papers.has(paper.arxivId)) papers.set(paper.arxivId, paper);
  return papers;
}

function read(file: string): PaperFacts[] {
  try {
    return parseDailyPapers(readFileSync(file, "utf8")).papers;
  } catch {
    return [];
  }
}
