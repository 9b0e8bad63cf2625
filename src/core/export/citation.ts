import { authorName } from "../papers/authors/name.ts";
import { paperUrl } from "../papers/links.ts";
import type { Paper } from "../papers/paper.ts";
import { citationKey } from "./key.ts";

/** A person or group as CSL-JSON names them. */
export interface CslName {
  family?: string;
  given?: string;
  "non-dropping-particle"?: string;
  suffix?: string;
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

/** A paper as a citation. */
export function citation(paper: Paper): CslItem {
  const issued = paper.publishedAt?.split("-").map(Number);
  const [doi, url] = [doiOf(paper), paperUrl(paper)];
  return {
    id: citationKey(paper),
    type: "article",
    title: paper.title,
    ...(paper.authors.length > 0 && { author: paper.authors.map(cslName) }),
    ...(issued && { issued: { "date-parts": [issued] } }),
    ...(paper.abstract !== "" && { abstract: paper.abstract }),
    ...(doi && { DOI: doi }),
    ...(url && { URL: url }),
    ...(paper.arxivId && { number: `arXiv:${paper.arxivId}`, publisher: "arXiv", genre: "preprint" }),
    ...(paper.keywords.length > 0 && { keyword: paper.keywords.join(", ") }),
  };
}

/** The publisher's DOI, else the one arXiv registers for each of its papers. */
export const doiOf = ({ doi, arxivId }: Pick<Paper, "doi" | "arxivId">): string | null =>
  doi ?? (arxivId ? `10.48550/arXiv.${arxivId}` : null);

function cslName(author: string): CslName {
  const name = authorName(author);
  if (name.kind === "whole") return { literal: name.name };
  return {
    family: name.family,
    given: name.given,
    ...(name.particle && { "non-dropping-particle": name.particle }),
    ...(name.suffix && { suffix: name.suffix }),
  };
}
