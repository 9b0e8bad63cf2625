import type { Paper } from "../papers/paper.ts";
import { stopWords, termOf, withNameParts, wordsOf } from "../search/terms.ts";
import { readTeamPapers, type TeamPaper } from "./papers.ts";
import { hadIn, type Team } from "./team.ts";

const mostFound = 50;

/**
 * The papers that a team had and that have every word, at most 50: words in titles first, then most votes. A library's own
 * search ranks all its papers and cannot be limited to the few that a team had.
 */
export async function searchTeam(team: Team, words: string): Promise<TeamPaper[]> {
  const wanted = wordsOf(words.slice(0, 200))
    .map(termOf)
    .filter((term, _, all) => !stopWords.has(term) || all.length === 1);
  if (wanted.length === 0) return [];
  const had = await hadIn(team, { from: null, until: null });
  const papers = await team.store.papers.many([...new Set(had.map(({ paper }) => paper))]);
  const found = new Map(papers.filter((paper) => hasAll(paper, wanted)).map((paper) => [paper.id, paper]));
  const read = await readTeamPapers(
    team,
    had.filter(({ paper }) => found.has(paper)),
  );
  const inTitle = new Map(read.map(({ paper }) => [paper.id, countIn(searchableTerms(paper.title), wanted)]));
  const place = ({ paper }: TeamPaper): number => inTitle.get(paper.id) ?? 0;
  return read.sort((a, b) => place(b) - place(a)).slice(0, mostFound);
}

const searchableTerms = (text: string): string[] => wordsOf(withNameParts(text)).map(termOf);

const countIn = (terms: readonly string[], wanted: readonly string[]): number => {
  const has = new Set(terms);
  return wanted.filter((term) => has.has(term)).length;
};

function hasAll({ title, abstract, authors, organization, keywords, arxivId }: Paper, wanted: string[]): boolean {
  const text = [title, abstract, ...authors, organization ?? "", ...keywords, arxivId ?? ""].join(" ; ");
  return countIn(searchableTerms(text), wanted) === wanted.length;
}
