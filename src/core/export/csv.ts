import { spelledName } from "../papers/authors/name.ts";
import { paperUrl } from "../papers/links.ts";
import type { Paper } from "../papers/paper.ts";

const csvColumns = {
  // With its prefix a spreadsheet takes it for text: as a number 2310.10600 loses its zeros.
  arxiv_id: (paper: Paper) => paper.arxivId && `arXiv:${paper.arxivId}`,
  title: (paper: Paper) => paper.title,
  authors: (paper: Paper) => paper.authors.map(spelledName).join("; "),
  organization: (paper: Paper) => paper.organization,
  published: (paper: Paper) => paper.publishedAt,
  votes: (_: Paper, votes: number) => votes,
  upvotes: (paper: Paper) => paper.upvotes,
  categories: (paper: Paper) => paper.categories.join(" "),
  keywords: (paper: Paper) => paper.keywords.join("; "),
  url: (paper: Paper) => paperUrl(paper),
  code: (paper: Paper) => paper.codeUrl,
  abstract: (paper: Paper) => paper.abstract,
};

/** Papers as CSV with a header line; a cell a spreadsheet would run as a formula begins with an apostrophe. */
export async function csv(papers: readonly Paper[], votes: ReadonlyMap<string, number>): Promise<string> {
  const { stringify } = await import("csv-stringify/sync");
  const rows = papers.map((paper) => Object.values(csvColumns).map((cell) => cell(paper, votes.get(paper.id) ?? 0)));
  return stringify(rows, { header: true, columns: Object.keys(csvColumns), bom: true, escape_formulas: true });
}
