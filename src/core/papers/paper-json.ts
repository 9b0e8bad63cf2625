import { spelledName } from "./authors/name.ts";
import { gistOf } from "./gist.ts";
import { paperUrl } from "./links.ts";
import type { Paper } from "./paper.ts";

/** Why a taste chose a paper: the liked paper it is most like, with the link to its post; or that it is from outside the taste. */
export interface TasteReason {
  because: { paper: string; title: string; permalink: string | null } | null;
  outside: boolean;
  /** Who likes that paper: so many of the team, or the reader alone; null for an example that was given. */
  liked?: number | "you" | null;
}

const noReason: TasteReason = { because: null, outside: false };

/** A paper as the program's public JSON shows it; `matched` only where something was looked for. */
export function paperJson(paper: Paper, votes: number, matched?: string[], { because, outside } = noReason) {
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
    because,
    outside,
  };
}
