import { spelledName } from "./authors/name.ts";
import { gistOf } from "./gist.ts";
import { paperUrl } from "./links.ts";
import type { Paper } from "./paper.ts";

/** A paper as the program's public JSON shows it; `matched` only where something was looked for. */
export function paperJson(paper: Paper, votes: number, matched?: string[]) {
  return {
    id: paper.id,
    arxivId: paper.arxivId,
    title: paper.title,
    abstract: paper.abstract,
    authors: paper.authors.map(spelledName),
    authorCount: paper.authorCount,
    organization: paper.organization,
    publishedAt: paper.publishedAt,
    listedOn: paper.listedOn,
    upvotes: paper.upvotes,
    comments: paper.comments,
    votes,
    summary: paper.summary,
    gist: gistOf(paper),
    keywords: paper.keywords,
    categories: paper.categories,
    url: paperUrl(paper),
    codeUrl: paper.codeUrl,
    thumbnailUrl: paper.thumbnailUrl,
    ...(matched && { matched }),
  };
}
