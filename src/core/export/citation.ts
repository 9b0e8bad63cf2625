import { paperUrl } from "../papers/links.ts";
import type { Paper } from "../papers/paper.ts";

/** A person as CSL-JSON names them. */
export interface CslName {
  family?: string;
  given?: string;
  literal?: string;
}

/** A paper as CSL-JSON 1.0 describes a preprint. */
export interface CslItem {
  id: string;
  type: "article";
  title: string;
  author?: CslName[];
  issued?: { "date-parts": number[][] };
  abstract?: string;
  DOI?: string;
  URL?: string;
  number?: string;
  publisher?: string;
  genre?: string;
  keyword?: string;
}

/** Papers as citations, in order, each under a key of its own such as `fan2025phased`. */
export async function citations(papers: readonly Paper[]): Promise<CslItem[]> {
  const { parse } = await import("@citation-js/name");
  const keys = citationKeys(papers);
  return papers.map((paper, i) => citation(paper, keys[i] ?? paper.id, parse));
}

function citation(paper: Paper, key: string, parseName: (name: string) => CslName): CslItem {
  const issued = paper.publishedAt?.split("-").map(Number);
  const url = paperUrl(paper);
  return {
    id: key,
    type: "article",
    title: paper.title,
    ...(paper.authors.length > 0 && { author: paper.authors.map((name) => cslName(name, parseName)) }),
    ...(issued && { issued: { "date-parts": [issued] } }),
    ...(paper.abstract !== "" && { abstract: paper.abstract }),
    ...doiOf(paper),
    ...(url && { URL: url }),
    ...(paper.arxivId && { number: `arXiv:${paper.arxivId}`, publisher: "arXiv", genre: "preprint" }),
    ...(paper.keywords.length > 0 && { keyword: paper.keywords.join(", ") }),
  };
}

/** The publisher's DOI, else the one arXiv registers for each of its papers. */
function doiOf({ doi, arxivId }: Paper): { DOI?: string } {
  if (doi) return { DOI: doi };
  return arxivId ? { DOI: `10.48550/arXiv.${arxivId}` } : {};
}

/** A name in its parts; one the parser cannot take apart without losing letters stays whole. */
function cslName(name: string, parseName: (name: string) => CslName): CslName {
  const parsed = parseName(name);
  const kept = Object.values(parsed).join("").replace(/[\s,]/g, "").length;
  return parsed.family && parsed.given && kept === name.replace(/[\s,]/g, "").length ? parsed : { literal: name };
}

const plainLetters = (text: string): string =>
  text
    .normalize("NFKD")
    .toLowerCase()
    .replace(/[^a-z0-9\s]/g, "");

const little = new Set(["a", "an", "the", "on", "of", "in", "to", "for", "and", "is", "are"]);

/** Keys people can type into a text; a letter tells apart the ones that would be the same. */
export function citationKeys(papers: readonly Paper[]): string[] {
  const taken = new Set<string>();
  return papers.map((paper) => {
    const base = citationKey(paper);
    let key = base;
    for (let n = 2; taken.has(key); n++) key = `${base}-${n}`;
    taken.add(key);
    return key;
  });
}

function citationKey(paper: Paper): string {
  const family = plainLetters(paper.authors[0]?.split(" ").at(-1) ?? "");
  const word = plainLetters(paper.title.replace(/[-/:]/g, " "))
    .split(/\s+/)
    .find((part) => part !== "" && !little.has(part));
  return `${family}${paper.publishedAt?.slice(0, 4) ?? ""}${word ?? ""}`.slice(0, 60) || paper.id;
}
