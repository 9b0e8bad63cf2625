import { existsSync } from "node:fs";
import { createLineReader } from "./adapters/terminal/lines.ts";
import { answerText, createTerminal } from "./adapters/terminal/terminal.ts";
import { type App, buildApp } from "./app.ts";
import { databaseFault } from "./config/database.ts";
import { readConfig } from "./config/config.ts";
import { configOfProcess } from "./config/environment.ts";
import { type ErrorCode, exitCodes, UserError } from "./errors.ts";
import { restoreDump } from "./core/store/postgres/errors.ts";
import { restore } from "./core/store/sqlite/open.ts";
import { createLog } from "./log.ts";
import { readArguments, type ShellCall } from "./shell/arguments.ts";
import { importPapers, type ShellAnswer } from "./shell/import.ts";
import { moveLibrary } from "./shell/move.ts";
import { mailUnsubscribe } from "./shell/mail-unsubscribe.ts";
import { createProgress } from "./shell/progress.ts";
import { writeWeek } from "./shell/week.ts";
import { programVersion } from "./program.ts";
import { syncPapers } from "./shell/sync.ts";

/** Usage and meaning of what the shell has beside the chat's subcommands, and examples. */
const shellUsage: Record<string, [usage: string, means: string, ...more: string[]]> = {
  "": ["papers <subcommand …> [--json]", "one command of the chat: papers topic gan limit:5"],
  import: [
    "papers import <file|-> [--as-of DAY]",
    "load papers; the format is recognised from the content",
    "Formats: a copied Daily Papers page or its HTML (--as-of is a copied page's day), JSON of Hugging Face, arXiv Atom or RSS, JSON lines",
    "of the arXiv snapshot or as --json prints them, answers of Crossref, DataCite, DBLP, OpenAlex, Semantic Scholar and",
    "Zotero; .gz of any. Example: papers import page.txt --as-of 2025-11-07",
  ],
  sync: [
    "papers sync [--date DAY | --since DAY]",
    "read the sources now",
    "Without a day: what is new. --date: one day's page. --since: everything from that day on.",
    "Example: papers sync --since 2025-11-03",
  ],
  backup: ["papers backup <file>", "a consistent copy of the database", "Example: papers backup papers-copy.db"],
  restore: [
    "papers restore <file>",
    "put a backup in place; the bot must not run",
    "The backup is checked first, and the database of before is kept. Example: papers restore papers-copy.db",
  ],
  move: [
    "papers move --from URL --to URL",
    "a whole library to an empty database, SQLite or PostgreSQL; stop the bot first",
    "Every row is compared before anything is committed, and the old database stays as it was. PGPASSWORD may hold the password.",
    "Example: papers move --from file:./data/papers.db --to postgres://papers@db.example/papers",
  ],
  week: [
    "papers week [2026-W34] [--workspace ID] --out <folder>",
    "the team's page and feeds as files, for any web server",
    "Without a week: all of them. --workspace: which one, where there are several. Example: papers week --out site",
  ],
  mcp: [
    "papers mcp [--workspace ID] [--write]",
    "the team's library as tools for an assistant, over stdio (Model Context Protocol)",
    "--write: it may vote, save and submit too. Example, for a client's settings: npm run -s papers -- mcp",
  ],
  doctor: [
    "papers doctor",
    "settings, database, sources, tokens and permissions: what is wrong and how to mend it",
    "Ends with 1 where something is wrong. Example: papers doctor --json",
  ],
  "mail-unsubscribe": [
    "papers mail-unsubscribe <token>",
    "end the roundup of a mail sent to MAIL_FROM",
    "The token follows `unsubscribe` in its subject. Example: papers mail-unsubscribe 1.u3.Zk0…",
  ],
  version: ["papers --version", "the version"],
};

const usageWidth = Math.max(...Object.values(shellUsage).map(([usage]) => usage.length));

const shellHelp = [
  ...Object.values(shellUsage).map(([usage, means]) => `${usage.padEnd(usageWidth)}  ${means}`),
  "Lines of commands are read from standard input when there is no subcommand.",
  "",
].join("\n");

/** The shell's own subcommands, besides those of the chat. */
const shellCommands: Record<string, (app: App, call: ShellCall) => Promise<ShellAnswer>> = {
  import: importPapers,
  sync: syncPapers,
  backup: backupDatabase,
  week: writeWeek,
  "mail-unsubscribe": mailUnsubscribe,
};

// The reader of our output may stop early: `papers top | head`.
process.stdout.on("error", () => process.exit(0));
process.exitCode = await main().catch(reportFailure);
// Exits without an orderly shutdown, which takes as long as a dozen queries; the empty write flushes a pipe first.
process.stdout.write("", () => process.exit());

async function main(): Promise<number> {
  const given = process.argv.slice(2);
  if (given.includes("--version") && given.every((one) => one === "--version" || one === "--json")) {
    process.stdout.write(
      `${given.includes("--json") ? JSON.stringify({ version: programVersion }) : programVersion}\n`,
    );
    return 0;
  }
  const call = readArguments(given);
  if (call.arguments[0] === "doctor" && !call.help) return await callDoctor(call);
  const config = { ...configOfProcess(), slack: null, discord: null };
  const log = createLog(process.env["LOG_LEVEL"] === undefined ? "error" : config.logLevel, config.secrets);
  if (call.arguments[0] === "restore" && !call.help) return restoreDatabase(call, config.databaseUrl);
  if (call.arguments[0] === "move" && !call.help) return print(call, await moveLibrary(call, databaseFault));
  const piped = call.words === "" && !call.help && !process.stdin.isTTY;
  const terminal = piped ? createTerminal({ json: call.json, databaseUrl: config.databaseUrl }) : null;
  const app = await buildApp(config, log, { adapters: terminal ? [terminal] : [] });
  try {
    await waitForIndex(app.store);
    if (call.arguments[0] === "mcp" && !call.help) return await serveTools(app, call);
    if (!terminal) return await answerOnce(app, call);
    await terminal.start(app.host);
    await terminal.closed;
    return 0;
  } finally {
    await app.sources.stop();
    await app.store.close();
  }
}

/** It reads the settings itself, because they may be what is wrong. */
async function callDoctor(call: ShellCall): Promise<number> {
  if (call.arguments.length > 1) throw new UserError("usage", "`doctor` takes nothing but `--json`.");
  if (existsSync(".env")) process.loadEnvFile(".env");
  const { examine } = await import("./shell/doctor.ts");
  return print(call, await examine(() => readConfig(process.env), createLog("silent", []), new Date()));
}

/** The SDK of the protocol is loaded for this alone. */
async function serveTools(app: App, call: ShellCall): Promise<number> {
  const { serveMcp } = await import("./shell/mcp.ts");
  await serveMcp(app, call);
  return 0;
}

/** Runs before anything opens the database. */
function restoreDatabase({ arguments: [, file, ...more], json }: ShellCall, databaseUrl: string): number {
  if (file === undefined || more.length > 0)
    throw new UserError("usage", "`restore` takes the name of a backup: `papers restore papers-copy.db`.");
  if (!databaseUrl.startsWith("file:")) throw restoreDump(databaseUrl, file);
  const aside = restore(file, databaseUrl);
  const text = `Restored ${file}.${aside ? ` The database of before is kept as ${aside}.` : ""}`;
  process.stdout.write(`${json ? JSON.stringify({ file, aside }) : text}\n`);
  return 0;
}

function print(call: ShellCall, { text, json, exitCode }: ShellAnswer): number {
  process.stdout.write(`${call.json ? JSON.stringify(json) : text}\n`);
  return exitCode;
}

async function answerOnce(app: App, call: ShellCall): Promise<number> {
  const [name = ""] = call.arguments;
  const ofShell = Object.hasOwn(shellCommands, name) ? shellCommands[name] : undefined;
  if (ofShell && !call.help) {
    return print(call, await ofShell(app, call));
  }
  const asked = call.help ? name : name === "help" ? (call.arguments[1] ?? "") : "";
  const [usage, means, ...more] = (asked !== "" && Object.hasOwn(shellUsage, asked) && shellUsage[asked]) || [];
  if (usage !== undefined) {
    const text = [usage, means, ...more].join("\n");
    process.stdout.write(`${call.json ? JSON.stringify({ usage, means }) : text}\n`);
    return 0;
  }
  const answerLine = createLineReader((line) => app.run(line));
  const reply = await answerLine(call.help ? `help ${name}` : call.words);
  const code = errorCode(reply.json);
  if (code === null) {
    process.stdout.write(`${answerText(reply, call.json, process.stdout)}\n`);
    if (call.help && name === "") process.stdout.write(`\n${shellHelp}`);
    return 0;
  }
  if (call.json) process.stdout.write(`${JSON.stringify(reply.json)}\n`);
  process.stderr.write(`${answerText(reply, false, process.stderr)}\n`);
  return exitCodes[code];
}

/** Shows the progress of a rebuild of the search index and waits for its end. */
async function waitForIndex({ search }: App["store"]): Promise<void> {
  const rebuilding = search.rebuilding();
  if (!rebuilding) return;
  const progress = createProgress(process.stderr);
  const timer = setInterval(() => {
    const { done, total } = rebuilding.progress();
    progress.show(`Rebuilding the search index: ${done} of ${total} papers`);
  }, 200);
  await rebuilding.finished.finally(() => (clearInterval(timer), progress.end()));
}

function errorCode(json: unknown): ErrorCode | null {
  const error = (json as { error?: { code: ErrorCode } } | null)?.error;
  return error?.code ?? null;
}

async function backupDatabase({ store }: App, { arguments: [, file, ...more] }: ShellCall): Promise<ShellAnswer> {
  if (file === undefined || more.length > 0) {
    throw new UserError("usage", "`backup` takes the name of a new file: `papers backup papers-copy.db`.");
  }
  await store.backup(file);
  return { text: `Copied the database to ${file}.`, json: { file }, exitCode: 0 };
}

/** Prints a failure outside of any command and returns the exit code; anything but a `UserError` with its stack. */
function reportFailure(error: unknown): number {
  const readable = error instanceof UserError;
  const message = readable ? error.message : error instanceof Error ? (error.stack ?? error.message) : String(error);
  const code = readable ? error.code : "internal";
  if (process.argv.includes("--json")) process.stdout.write(`${JSON.stringify({ error: { code, message } })}\n`);
  process.stderr.write(`${message}\n`);
  return readable ? error.exitCode : 1;
}
