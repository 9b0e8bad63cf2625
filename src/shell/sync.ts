import type { App } from "../app.ts";
import type { SourceReport } from "../core/sources/source.ts";
import { dayTyped } from "../core/command/days.ts";
import { UserError } from "../errors.ts";
import type { ShellCall } from "./arguments.ts";
import { reportText, type ShellAnswer } from "./import.ts";
import { createProgress } from "./progress.ts";

/** `sync [--date D | --since D]`: reads the sources now. */
export async function syncPapers(app: App, { arguments: words, flags }: ShellCall): Promise<ShellAnswer> {
  if (words.length > 1 || (flags.date !== undefined && flags.since !== undefined)) {
    throw new UserError("usage", "`sync` takes nothing, `--date 2025-11-07` or `--since 2025-11-07`.");
  }
  const day = (name: "date" | "since") => {
    const typed = flags[name];
    return typed === undefined ? {} : { [name]: dayTyped(name, typed, app.now()) };
  };
  const asked = { ...day("date"), ...day("since") };
  const { sources } = app;
  const progress = createProgress(process.stderr);
  const report = await sources
    .sync({ ...asked, progress: ({ done, of, what }) => progress.show(`${done}/${of} ${what}`) })
    .finally(() => progress.end());
  const failed = report.sources.filter(({ status }) => status === "failed");
  for (const { reason } of failed) if (reason !== null) progress.line(`${reason.replace(/\.$/, "")}.`);
  return {
    text: [
      ...report.sources.map((source) => reportLine(sources.title(source.source), source)),
      reportText(report.total),
    ].join("\n"),
    json: report,
    exitCode: failed.length > 0 ? 1 : 0,
  };
}

function reportLine(title: string, { status, reason, report }: SourceReport): string {
  if (status === "late") return `${reason ?? title}.`;
  return `${title}: ${status === "fetched" || report.read > 0 ? reportText(report) : status}`;
}
