import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Team } from "../core/team/team.ts";
import { newestPapers, weeksOf } from "../core/team/weeks.ts";
import { weekIn } from "../core/team/team.ts";
import { programFolder } from "../program.ts";
import { atomFeed, jsonFeed } from "./feeds.ts";
import { searchPage } from "./search-page.ts";
import { topicsPage } from "./topics-page.ts";
import { weekPage } from "./week-page.ts";

/** A file of a team's site, as it is served and as it is written to a folder. */
export interface SiteFile {
  type: string;
  body: string;
}

const feedLength = 100;
const mediaTypes = {
  html: "text/html; charset=utf-8",
  css: "text/css; charset=utf-8",
  atom: "application/atom+xml; charset=utf-8",
  json: "application/feed+json; charset=utf-8",
};

const style = readFileSync(join(programFolder, "src/web/style.css"), "utf8");

/** The files of a site that are no week's. */
const files: Record<string, (team: Team, words: string) => Promise<SiteFile>> = {
  "index.html": async (team) => {
    const weeks = await weeksOf(team);
    return { type: mediaTypes.html, body: await weekPage(team, weeks[0] ?? weekIn(team, team.now), weeks) };
  },
  "topics.html": async (team) => ({ type: mediaTypes.html, body: await topicsPage(team) }),
  "search.html": async (team, words) => ({ type: mediaTypes.html, body: await searchPage(team, words) }),
  "feed.atom": async (team) => ({ type: mediaTypes.atom, body: atomFeed(team, await newestPapers(team, feedLength)) }),
  "feed.json": async (team) => ({ type: mediaTypes.json, body: jsonFeed(team, await newestPapers(team, feedLength)) }),
  "style.css": async () => ({ type: mediaTypes.css, body: style }),
};

/** Names of the files beside the weeks' pages. */
export const fileNames: readonly string[] = Object.keys(files);

/**
 * A file of a team's site by its name, with or without `.html`; "" is the newest week. Null for a name of none, and for a
 * week without papers. `words` is what was typed into the search box.
 */
export async function siteFile(team: Team, name: string, words = ""): Promise<SiteFile | null> {
  const whole = name === "" ? "index.html" : name.includes(".") ? name : `${name}.html`;
  const file = Object.hasOwn(files, whole) ? files[whole] : undefined;
  if (file) return file(team, words);
  const week = /^(\d{4}-W\d{2})\.html$/.exec(whole)?.[1];
  if (week === undefined) return null;
  const weeks = await weeksOf(team);
  return weeks.includes(week) ? { type: mediaTypes.html, body: await weekPage(team, week, weeks) } : null;
}
