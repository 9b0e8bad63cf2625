import { createInterface } from "node:readline/promises";
import type { App } from "../app.ts";
import type { IngestReport } from "../core/sources/ingest.ts";
import { importFile, type ImportProgress } from "../core/sources/import/import.ts";
import { UserError } from "../errors.ts";
import { createProgress } from "./progress.ts";
import type { ShellCall } from "./arguments.ts";

/** What a subcommand of the shell answers: one line for people, the same as JSON, and how the process ends. */
export interface ShellAnswer {
  text: string;
  json: unknown;
  exitCode: 0 | 1;
}

/** `import <file|-> [--as-of YYYY-MM-DD]`: loads papers of any known format. */
export async function importPapers(app: App, call: ShellCall): Promise<ShellAnswer> {
  const [, file, ...more] = call.arguments;
  if (file === undefined || more.length > 0) {
    throw new UserError(
      "usage",
      "`import` takes one file, or `-` for standard input: `papers import page.txt --as-of 2025-11-07`.",
    );
  }
  const progress = createProgress(process.stderr);
  const report = await importFile(file, {
    store: app.store,
    now: () => app.now(),
    asOf: call.flags["as-of"] ?? null,
    askAsOf: process.stdin.isTTY && file !== "-" ? askForDay : null,
    progress: (step) => progress.show(progressText(step)),
    warn: (kind, { where, reason }) => progress.line(`${kind}: ${where}: ${reason}`),
    note: (text) => progress.line(text),
  }).finally(() => progress.end());
  return { text: reportText(report), json: report, exitCode: 0 };
}

/** "43 read: 43 new, 0 updated, 0 unchanged, 0 rejected". */
export const reportText = ({ read, new: added, updated, unchanged, rejected }: IngestReport): string =>
  `${read} read: ${added} new, ${updated} updated, ${unchanged} unchanged, ${rejected} rejected`;

const megabytes = (bytes: number): string => `${(bytes / 1_000_000).toFixed(1)} MB`;

function progressText({ bytes, of, papers }: ImportProgress): string {
  const part = of === null ? megabytes(bytes) : `${Math.floor((100 * bytes) / Math.max(1, of))}% of ${megabytes(of)}`;
  return `${part}, ${papers} papers`;
}

async function askForDay(): Promise<string | null> {
  const asking = createInterface({ input: process.stdin, output: process.stderr });
  const answer = await asking.question("Which day is this page of (YYYY-MM-DD)? The page leaves out its own year. ");
  asking.close();
  return answer.trim() || null;
}
