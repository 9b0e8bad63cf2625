import { titleText } from "../core/cards/paper-block.ts";
import { searchTeam } from "../core/team/search.ts";
import { hadIn, type Team, weekIn } from "../core/team/team.ts";
import { html, type Html } from "./html.ts";
import { drawPage } from "./layout.ts";
import { paperArticle, titleLine } from "./paper.ts";

const mostListed = 1_000;

/** What was found among the papers that the team had; without words a list of them, which a copy without search needs. */
export async function searchPage(team: Team, words: string): Promise<string> {
  const typed = words.trim().slice(0, 200);
  const main = typed === "" ? await everyTitle(team) : await foundPapers(team, typed);
  return drawPage(team, { title: typed === "" ? "All papers" : "Search", here: null, words: typed }, main);
}

async function foundPapers(team: Team, words: string): Promise<Html> {
  const found = await searchTeam(team, words);
  const count = found.length === 1 ? "1 paper" : `${found.length} papers`;
  return html`<h1>${count} with <q dir="auto">${words}</q></h1>
    ${found.length === 0 ? html`<p class="note">No paper that the team had has all these words. Try fewer of them.</p>` : null}
    ${found.map((paper) => paperArticle(paper, team.now))}`;
}

async function everyTitle(team: Team): Promise<Html> {
  const had = (await hadIn(team, { from: null, until: null })).toReversed();
  const last = new Map(had.toReversed().map(({ paper, at }) => [paper, weekIn(team, at)]));
  const ids = [...new Set(had.map(({ paper }) => paper))].slice(0, mostListed);
  const titles = new Map((await team.store.papers.many(ids)).map((paper) => [paper.id, titleText(paper)]));
  return html`<h1>All papers</h1>
    <p class="note">
      Type words into the search box. In a copy of this page in another place the box finds nothing: search this list
      with your browser (Ctrl+F).
    </p>
    <ul class="titles">
      ${ids.map((id) => titleLine(id, last.get(id) ?? "", titles.get(id) ?? id))}
    </ul>`;
}
