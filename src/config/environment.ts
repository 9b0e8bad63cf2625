import { existsSync } from "node:fs";
import { readConfig, type Config } from "./config.ts";
import { UserError } from "../errors.ts";

/** The configuration of this process: its environment, and `.env` of the working directory where that says more. */
export function configOfProcess(): Config {
  if (existsSync(".env")) process.loadEnvFile(".env");
  try {
    return readConfig(process.env);
  } catch (error) {
    return exitWith(error);
  }
}

/** Ends the process over an error: for people where it was written for them, and with the exit code it asks for. */
export function exitWith(error: unknown): never {
  const readable = error instanceof UserError;
  const text = readable ? error.message : error instanceof Error ? (error.stack ?? error.message) : String(error);
  process.stderr.write(`papers-bot stopped: ${text}\n`);
  process.exit(readable ? error.exitCode : 1);
}
