import { createTerminal } from "./adapters/terminal/terminal.ts";
import { buildApp } from "./app.ts";
import { startBot } from "./bot.ts";
import { configOfProcess, exitWith } from "./config/environment.ts";
import { createLog } from "./log.ts";

/** What is still under way after this long is left to the database, which knows how to go on. */
const stopLimitMs = 10_000;

const nothingConnected =
  "Nothing is connected: no keys of Slack or Discord are set, and the standard input is empty. " +
  "Set a platform's keys (README.md), or type commands into the standard input.\n";

const config = configOfProcess();
const inTerminal = config.slack === null && config.discord === null;
// Log lines would stand between the lines of a chat that somebody types.
const quiet = inTerminal && process.stdin.isTTY && process.env["LOG_LEVEL"] === undefined;
const log = createLog(quiet ? "error" : config.logLevel, config.secrets);
const { databaseUrl } = config;
const terminal = inTerminal ? createTerminal({ json: process.argv.includes("--json"), databaseUrl }) : null;
const app = await buildApp(config, log, terminal ? { adapters: [terminal] } : {}).catch(exitWith);
const bot = await startBot(app).catch(exitWith);

let stopping: Promise<void> | null = null;
// A signal may come twice: npm passes on the one that its whole process group already had.
process.on("SIGTERM", () => void stop());
process.on("SIGINT", () => void stop());
await bot.connected.catch(exitWith);
if (terminal) {
  const lines = await terminal.closed;
  // A service manager hands over an empty standard input: whoever set it up would wait for a bot that is not there.
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
  // A pipe may still hold answers; they go out first.
  process.stdout.write("", () => process.exit(exitCode));
}
