import { hash as digest } from "node:crypto";
import type { PaperFacts } from "./paper.ts";

/** The key of a title: its letters and digits, so that the copied page, Hugging Face and arXiv give the same. */
export function titleKey(title: string): string {
  const key = title
    .normalize("NFKD")
    .replace(/\\[a-zA-Z]+/g, " ")
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]/gu, "");
  return key === "" ? title.trim() : key;
}

const hash = (text: string): number => Number.parseInt(digest("sha1", text, "hex").slice(0, 12), 16);

/** A 48-bit hash of a title's key: small enough for an index, not unique by itself. */
export const titleHash = (title: string): number => hash(titleKey(title));

/** Hashes of a paper's title and DOI, by which it is found when it has no arXiv id. */
export function namesOf({ title, doi }: Pick<PaperFacts, "title" | "doi">): number[] {
  return doi === null ? [titleHash(title)] : [titleHash(title), hash(`doi ${doi}`)];
}

/** Whether two facts cannot be about the same paper, because their arXiv ids or DOIs differ. */
export function contradict(a: Ids, b: Ids): boolean {
  const differ = (x: string | null, y: string | null) => x !== null && y !== null && x !== y;
  return differ(a.arxivId, b.arxivId) || (differ(a.doi, b.doi) && (a.arxivId === null || a.arxivId !== b.arxivId));
}

/** The ids of a paper. */
export type Ids = Pick<PaperFacts, "arxivId" | "doi">;
