import { weekText } from "../core/messages/iso-week.ts";
import type { Team } from "../core/team/team.ts";
import { readWeek } from "../core/team/weeks.ts";
import { type Html, html } from "./html.ts";
import { drawPage } from "./layout.ts";
import { paperArticle } from "./paper.ts";

/** The page of an ISO week; `weeks` are those with papers, newest first. */
export async function weekPage(team: Team, week: string, weeks: readonly string[]): Promise<string> {
  const papers = await readWeek(team, week);
  const place = weeks.indexOf(week);
  const title = `Week ${Number(week.slice(-2))}, ${weekText(week)}`;
  const main = html`<h1>${title}</h1>
    <p class="note">${papersCounted(papers.length, team)}</p>
    ${papers.map((paper) => paperArticle(paper, team.now))}
    <nav class="turn" aria-label="Weeks">
      ${weekLink(weeks[place + 1], "← Week before")} ${place > 0 ? weekLink(weeks[place - 1], "Week after →") : null}
    </nav>`;
  return drawPage(team, { title, here: place <= 0 ? "index.html" : null }, main);
}

function papersCounted(count: number, { workspace }: Team): string {
  const how = workspace.platform === "terminal" ? "voted for, saved or submitted" : "posted in channels of this page";
  if (count === 0) return `No paper was ${how} yet.`;
  return `${count} ${count === 1 ? "paper" : "papers"} ${how}, most votes first.`;
}

const weekLink = (week: string | undefined, label: string): Html | null =>
  week === undefined ? null : html`<a href="${week}.html">${label} (${weekText(week)})</a>`;
