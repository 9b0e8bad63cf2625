import type { Workspace } from "../core/store/store.ts";
import { oneLine } from "../core/papers/text.ts";
import type { Team } from "../core/team/team.ts";
import { type Html, html, type TemplatePart } from "./html.ts";

/** What a page of the site says of itself. */
export interface PageHead {
  title: string;
  /** The entry of the menu that it is; null for none. */
  here: string | null;
  /** Words in the search box. */
  words?: string;
}

/** The name of a team, as its platform tells it. */
export const teamName = ({ name, platform }: Pick<Workspace, "name" | "platform">): string =>
  oneLine(name) || (platform === "terminal" ? "This terminal" : "This team");

const siteMenu: readonly (readonly [file: string, label: string])[] = [
  ["index.html", "Newest week"],
  ["topics.html", "Topics"],
];

/** A whole page; its links are relative, so that it is the same in any folder. */
export function drawPage({ workspace }: Team, { title, here, words = "" }: PageHead, main: TemplatePart): string {
  const team = teamName(workspace);
  const written = html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <meta name="referrer" content="no-referrer" />
        <meta name="robots" content="noindex, nofollow" />
        <title>${title} · ${team}</title>
        <link rel="stylesheet" href="style.css" />
        <link rel="icon" href="data:," />
        <link rel="alternate" type="application/atom+xml" title="${team}" href="feed.atom" />
        <link rel="alternate" type="application/feed+json" title="${team}" href="feed.json" />
      </head>
      <body>
        <a class="skip" href="#main">Skip to the papers</a>
        <header>
          <p class="team" dir="auto">${team}</p>
          <nav aria-label="Pages">
            <ul>
              ${siteMenu.map(([file, label]) => menuEntry(file, label, file === here))}
            </ul>
          </nav>
          <form role="search" action="search.html" method="get">
            <label for="q">Search what the team had</label>
            <input id="q" name="q" type="search" maxlength="200" autocomplete="off" value="${words}" />
            <button>Search</button>
          </form>
        </header>
        <main id="main" tabindex="-1">${main}</main>
        <footer>
          <p>
            Follow it: <a href="feed.atom">Atom</a> · <a href="feed.json">JSON Feed</a>. Titles, abstracts and pictures
            are their authors'. Written by papers-bot.
          </p>
        </footer>
      </body>
    </html> `;
  return String(written);
}

const menuEntry = (file: string, label: string, isHere: boolean): Html =>
  html`<li><a href="${file}" ${isHere ? html` aria-current="page"` : null}>${label}</a></li>`;
