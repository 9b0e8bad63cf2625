import { mkdirSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { App } from "../app.ts";
import { mondayOf } from "../core/messages/iso-week.ts";
import { teamOf } from "../core/team/team.ts";
import { weeksOf } from "../core/team/weeks.ts";
import { UserError } from "../errors.ts";
import type { ShellCall } from "./arguments.ts";
import type { ShellAnswer } from "./import.ts";
import { whichWorkspace } from "./which-workspace.ts";

/** `week [2026-W34] [--workspace ID] --out DIR`: writes the team's page and feeds as files, the same bytes as they are served. */
export async function writeWeek(app: App, { arguments: [, week, ...more], flags }: ShellCall): Promise<ShellAnswer> {
  const { out } = flags;
  if (out === undefined || more.length > 0 || (week !== undefined && mondayOf(week) === null))
    throw new UserError("usage", "`week` takes a week like 2026-W34, or none, and a folder: `papers week --out site`.");
  const { store, config } = app;
  const { fileNames, siteFile } = await import("../web/site.ts");
  const team = await teamOf(store, await whichWorkspace(store, flags.workspace), config.defaultTimezone, app.now());
  const weeks = await weeksOf(team);
  if (week !== undefined && !weeks.includes(week))
    throw new UserError("not_found", `The page shows no papers of ${week}. It has ${weekList(weeks)}.`);
  const names = [...fileNames, ...(week === undefined ? weeks : [week]).map((each) => `${each}.html`)];
  mkdirSync(out, { recursive: true });
  for (const name of names) writeWhole(join(out, name), (await siteFile(team, name))?.body ?? "");
  return {
    text: `Wrote ${names.length} files to ${out}: ${weeks.length === 0 ? noPapers : weekList(weeks)}`,
    json: { out, files: names },
    exitCode: 0,
  };
}

const noPapers =
  "no week has papers that the page may show. `/papers page` in a chat turns the page on; then the bot finds out which channels are public.";

const weekList = ([newest, ...older]: readonly string[]): string =>
  newest === undefined ? noPapers : `${older.length + 1} weeks, ${older.at(-1) ?? newest} to ${newest}`;

/** A web server beside may read the folder at any moment. */
function writeWhole(path: string, text: string): void {
  writeFileSync(`${path}.${process.pid}`, text);
  renameSync(`${path}.${process.pid}`, path);
}
