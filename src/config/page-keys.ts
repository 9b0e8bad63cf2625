import { hkdfSync } from "node:crypto";
import type { Environment } from "./fields.ts";

/** Secrets that a key can be derived from; one of them is set wherever a chat is connected. */
const keySources = ["SLACK_BOT_TOKEN", "DISCORD_TOKEN"] as const;

/** Keys that seal the secrets of pages: those of `ENCRYPTION_KEY`, the newest first, else ones derived from a platform's token. */
export function pageKeys(env: Environment): Buffer[] {
  const given = (env["ENCRYPTION_KEY"] ?? "").split(",").filter(Boolean);
  const derived = keySources
    .flatMap((name) => env[name] ?? [])
    .map((token) => hkdfSync("sha256", token, "", "papers-bot page", 32));
  return [...given.map((key) => Buffer.from(key, "base64")), ...derived.map((key) => Buffer.from(key))];
}
