import { paperBlock } from "../core/cards/paper-block.ts";
import { shortDay } from "../core/messages/dates.ts";
import type { Span } from "../core/messages/message.ts";
import { countText } from "../core/messages/plain-text.ts";
import { safeUrl } from "../core/messages/safe-url.ts";
import { weekText } from "../core/messages/iso-week.ts";
import type { Occasion, TeamPaper } from "../core/team/papers.ts";
import { type Html, html } from "./html.ts";

/** A paper of a page: its facts as in the chat, its picture, what the team did with it, and where it was posted. */
export function paperArticle({ paper, ...team }: TeamPaper, now: Date): Html {
  const { title, facts, summary, picture } = paperBlock(paper, { size: "card", votes: 0 });
  const link = safeUrl(title.link);
  const heading = link ? html`<a href="${link}">${title.text}</a>` : title.text;
  return html`<article id="${paper.id}">
    <h2 dir="auto">${heading}</h2>
    <p class="facts" dir="auto">${facts.map(spanHtml)}</p>
    ${picture?.url.startsWith("https:") ? pictureHtml(picture.url, picture.alt) : null}
    ${summary.length > 0 ? html`<p dir="auto">${summary.map(spanHtml)}</p>` : null} ${teamHtml(team)}
    ${team.occasions.some(({ channel }) => channel !== "") ? occasionsHtml(team.occasions, now) : null}
  </article> `;
}

/** The box of the picture stays where it cannot be loaded, with its text in it. */
const pictureHtml = (url: string, alt: string): Html =>
  html`<img src="${url}" alt="${alt}" width="1200" height="648" loading="lazy" referrerpolicy="no-referrer" />`;

function spanHtml(span: Span): Html | string {
  if ("count" in span) return countText(span);
  if (!("text" in span)) return "";
  const link = safeUrl(span.link);
  const text = span.italic ? html`<em>${span.text}</em>` : html`${span.text}`;
  return link ? html`<a href="${link}">${text}</a>` : text;
}

/** "3 votes (Anna, Ben) · saved by 4 · matched: gan"; null where there is nothing to say. */
function teamHtml({ votes, voters, saves, reasons }: Omit<TeamPaper, "paper">): Html | null {
  const names = voters.length > 0 ? ` (${voters.join(", ")})` : "";
  const said = [
    ...(votes > 0 ? [html`<strong>${votes} ${votes === 1 ? "vote" : "votes"}</strong>${names}`] : []),
    ...(saves > 0 ? [`saved by ${saves}`] : []),
    ...reasons,
  ];
  if (said.length === 0) return null;
  return html`<p class="said" dir="auto">${said.map((part, at) => (at === 0 ? part : html` · ${part}`))}</p>`;
}

/** A paper's title as a line of a list, which leads to the paper on its week's page. */
export const titleLine = (id: string, week: string, title: string): Html =>
  html`<li><a href="${week}.html#${id}" dir="auto">${title}</a> <span>${weekText(week)}</span></li> `;

const occasionsHtml = (occasions: readonly Occasion[], now: Date): Html =>
  html`<ul class="posts">
    ${occasions.map((one) => html`<li>${occasionHtml(one, now)}</li>`)}
  </ul>`;

function occasionHtml({ day, channel, roundup, link: to }: Occasion, now: Date): Html {
  const link = safeUrl(to);
  const where = `${roundup ?? "Shared"} · #${channel} · ${shortDay(day, now)}`;
  return link ? html`<a href="${link}">${where}</a>` : html`${where}`;
}
