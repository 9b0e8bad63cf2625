import { existsSync } from "node:fs";
import { readConfig, type Config } from "./config.ts";
import { UserError } from "../errors.ts";

/** The configuration from the environment and from `.env` in the working directory; the environment wins. */
export function configOfProcess(): Config {
  if (existsSync(".env")) process.loadEnvFile(".env");
  try {
    return readConfig(process.env);
  } catch (error) {
    return exitWith(error);
  }
}

/** Prints an error and exits: a `UserError` with its text and exit code, anything else with its stack and 1. */
export function exitWith(error: unknown): never {
  const readable = error instanceof UserError;
  const text = readable ? error.message : error instanceof Error ? (error.stack ?? error.message) : String(error);
  process.stderr.write(`papers-bot stopped: ${text}\n`);
  process.exit(readable ? error.exitCode : 1);
}
