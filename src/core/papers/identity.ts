import { hash as digest } from "node:crypto";
import type { PaperFacts } from "./paper.ts";

/** A title as an identity: the same for the copied page, Hugging Face and arXiv; letters and digits only. */
export function titleKey(title: string): string {
  const key = title
    .normalize("NFKD")
    .replace(/\\[a-zA-Z]+/g, " ")
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]/gu, "");
  return key === "" ? title.trim() : key;
}

const hash = (text: string): number => digest("sha1", text, "buffer").readUIntBE(0, 6);

/** 48 bits of a title's identity: small enough for an index, not unique by itself. */
export const titleHash = (title: string): number => hash(titleKey(title));

/** What a paper goes by beside its arXiv id, as hashes: its title and its DOI. */
export function namesOf({ title, doi }: Pick<PaperFacts, "title" | "doi">): number[] {
  return doi === null ? [titleHash(title)] : [titleHash(title), hash(`doi ${doi}`)];
}

/** Whether two facts cannot be the same paper: they carry different ids of the same kind. */
export function contradict(a: Ids, b: Ids): boolean {
  const differ = (x: string | null, y: string | null) => x !== null && y !== null && x !== y;
  return differ(a.arxivId, b.arxivId) || (differ(a.doi, b.doi) && (a.arxivId === null || a.arxivId !== b.arxivId));
}

/** The ids of a paper. */
export type Ids = Pick<PaperFacts, "arxivId" | "doi">;
