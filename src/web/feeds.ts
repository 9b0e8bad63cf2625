import { createHash } from "node:crypto";
import { Feed, type Item } from "feed";
import { titleText } from "../core/cards/paper-block.ts";
import { paperUrl } from "../core/papers/links.ts";
import { safeUrl } from "../core/messages/safe-url.ts";
import type { TeamPaper } from "../core/team/papers.ts";
import type { Team } from "../core/team/team.ts";
import { html } from "./html.ts";
import { teamName } from "./layout.ts";
import { paperArticle } from "./paper.ts";

/** An Atom feed: one entry a paper, newest first, its content what the page shows of it. */
export const atomFeed = (team: Team, papers: readonly TeamPaper[]): string =>
  // Its titles are HTML.
  feedOf(team, papers, (title) => String(html`${title}`)).atom1();

/** The same as a JSON Feed. */
export const jsonFeed = (team: Team, papers: readonly TeamPaper[]): string =>
  feedOf(team, papers, (title) => title).json1();

function feedOf(team: Team, papers: readonly TeamPaper[], titleOf: (title: string) => string): Feed {
  const { workspace } = team;
  const owner = `${workspace.platform} ${workspace.workspace}`;
  // The address of the page is a secret: the feed does not name it, and is the same in a copy elsewhere.
  const feed = new Feed({
    id: stableId(owner),
    title: `${teamName(workspace)}: papers`,
    updated: new Date(Math.max(0, ...papers.map((paper) => lastPosted(paper).getTime()))),
    author: { name: "papers-bot" },
    generator: "papers-bot",
  });
  for (const paper of papers) feed.addItem(feedEntry(paper, stableId(`${owner} ${paper.paper.id}`), team.now, titleOf));
  return feed;
}

function feedEntry(read: TeamPaper, id: string, now: Date, titleOf: (title: string) => string): Item {
  const { paper, occasions } = read;
  const last = occasions.at(-1);
  return {
    id,
    title: titleOf(titleText(paper)),
    link: safeUrl(paperUrl(paper)) ?? safeUrl(last?.link) ?? id,
    date: lastPosted(read),
    content: String(paperArticle(read, now)),
    ...(last?.roundup ? { category: [{ name: last.roundup, term: last.roundup }] } : {}),
  };
}

const lastPosted = ({ occasions }: TeamPaper): Date => new Date(`${occasions.at(-1)?.day ?? "1970-01-01"}T00:00:00Z`);

/** The same id for the same name for ever, which tells nothing of it. */
function stableId(name: string): string {
  const hex = createHash("sha256").update(`papers-bot ${name}`).digest("hex");
  // Version 8 of RFC 9562: a UUID of our own making.
  const parts = [
    hex.slice(0, 8),
    hex.slice(8, 12),
    `8${hex.slice(13, 16)}`,
    `8${hex.slice(17, 20)}`,
    hex.slice(20, 32),
  ];
  return `urn:uuid:${parts.join("-")}`;
}
