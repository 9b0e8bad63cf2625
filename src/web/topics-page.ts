import { titleText } from "../core/cards/paper-block.ts";
import { weekText } from "../core/messages/iso-week.ts";
import type { Team } from "../core/team/team.ts";
import { topicsByWeek, type TopicWeeks } from "../core/team/weeks.ts";
import { html, type Html } from "./html.ts";
import { drawPage } from "./layout.ts";
import { titleLine } from "./paper.ts";
import { weeksPlot } from "./plot.ts";

const shownPapers = 10;
const topicName = ({ name }: TopicWeeks, { workspace }: Team): string =>
  name ?? (workspace.platform === "terminal" ? "Kept" : "Shared by members");

/** What the team reads over time: a plot of topics by week, the same numbers as a table, and each topic's newest papers. */
export async function topicsPage(team: Team): Promise<string> {
  const { weeks, topics } = await topicsByWeek(team);
  const named = topics.map((topic) => ({ ...topic, name: topicName(topic, team) }));
  const ids = named.flatMap(({ papers }) => papers.slice(0, shownPapers).map(({ id }) => id));
  const titles = new Map((await team.store.papers.many(ids)).map((paper) => [paper.id, titleText(paper)]));
  const main =
    named.length === 0
      ? html`<h1>Topics</h1>
          <p class="note">Nothing was posted in the last half year.</p>`
      : html`<h1>Topics by week</h1>
          ${weeksPlot(weeks, named)}
          <details>
            <summary>The same numbers as a table</summary>
            <div class="wide" role="region" aria-label="Papers by week and topic" tabindex="0">
              ${weeksTable(weeks, named)}
            </div>
          </details>
          ${named.map((topic) => topicSection(topic, titles, weeks.length))}`;
  return drawPage(team, { title: "Topics", here: "topics.html" }, main);
}

type NamedTopic = TopicWeeks & { name: string };

const weeksTable = (weeks: readonly string[], topics: readonly NamedTopic[]): Html =>
  html`<table>
    <thead>
      <tr>
        <th scope="col">Week</th>
        ${topics.map(({ name }) => html`<th scope="col" dir="auto">${name}</th>`)}
      </tr>
    </thead>
    <tbody>
      ${weeks
        .map((week, at) => ({ week, counts: topics.map(({ counts }) => counts[at] ?? 0) }))
        .filter(({ counts }) => counts.some((count) => count > 0))
        .map(
          ({ week, counts }) =>
            html`<tr>
              <th scope="row"><a href="${week}.html">${weekText(week)}</a></th>
              ${counts.map((count) => html`<td>${count}</td>`)}
            </tr> `,
        )}
    </tbody>
  </table>`;

const topicSection = ({ name, papers }: NamedTopic, titles: ReadonlyMap<string, string>, weekCount: number): Html =>
  html`<section>
    <h2 dir="auto">${name}</h2>
    <p class="note">${papers.length === 1 ? "1 paper" : `${papers.length} papers`} in ${weekCount} weeks</p>
    <ul class="titles">
      ${papers.slice(0, shownPapers).map(({ id, week }) => titleLine(id, week, titles.get(id) ?? id))}
    </ul>
  </section> `;
