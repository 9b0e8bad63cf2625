import { createTerminal } from "./adapters/terminal/terminal.ts";
import { buildApp } from "./app.ts";
import { startBot } from "./bot.ts";
import { configOfProcess, exitWith } from "./config/environment.ts";
import { createLog } from "./log.ts";

/** Work that is not finished after this time is left to the next start, which continues from the database. */
const stopLimitMs = 10_000;

const nothingConnected =
  "Nothing is connected: no keys of Slack or Discord are set, and the standard input is empty. " +
  "Set a platform's keys (README.md), or type commands into the standard input.\n";

const mailGoesOn = "The input has ended; roundups by e-mail go on. Press Ctrl+C, or send SIGTERM, to stop.\n";

const config = configOfProcess();
const inTerminal = config.slack === null && config.discord === null;
// Log lines would mix with the lines of a typed chat.
const quiet = inTerminal && process.stdin.isTTY && process.env["LOG_LEVEL"] === undefined;
const log = createLog(quiet ? "error" : config.logLevel, config.secrets);
const { databaseUrl } = config;
const terminal = inTerminal ? createTerminal({ json: process.argv.includes("--json"), databaseUrl }) : null;
const app = await buildApp(config, log, terminal ? { adapters: [terminal] } : {}).catch(exitWith);
const bot = await startBot(app).catch(exitWith);

let stopping: Promise<void> | null = null;
// A signal may come twice: npm passes it on after the process group had it.
process.on("SIGTERM", () => void stop());
process.on("SIGINT", () => void stop());
bot.failed.catch(exitWith);
await bot.connected.catch(exitWith);
if (terminal) {
  const { lines, left } = await terminal.closed;
  // A newsletter goes on without anybody at the terminal.
  if (config.mail && !left && stopping === null) process.stderr.write(mailGoesOn);
  else await end(lines);
}

async function end(lines: number): Promise<void> {
  // Under a service manager standard input is empty: without this check the program would end as if all were well.
  const nobody = lines === 0 && !process.stdin.isTTY && stopping === null;
  if (nobody) process.stderr.write(nothingConnected);
  await stop(nobody ? 1 : 0);
}

function stop(exitCode: 0 | 1 = 0): Promise<void> {
  return (stopping ??= finish(exitCode));
}

async function finish(exitCode: 0 | 1): Promise<void> {
  setTimeout(() => process.exit(exitCode), stopLimitMs).unref();
  await bot.stop();
  // The empty write flushes a pipe before the exit.
  process.stdout.write("", () => process.exit(exitCode));
}
