import { DiscordAPIError, HTTPError, RateLimitError } from "discord.js";
import type { Refusal, SendOutcome } from "../../core/adapter.ts";
import { hourMs } from "../../durations.ts";

type NotSent = Exclude<SendOutcome, { status: "sent" }>;

/** Discord's error codes that definitely refuse a message. */
const byCode: Record<string, Refusal> = {
  10003: "channel_gone",
  10004: "channel_gone",
  50083: "channel_gone",
  10008: "message_gone",
  50001: "forbidden",
  50005: "forbidden",
  50007: "forbidden",
  50013: "forbidden",
  50035: "too_long",
  50006: "too_long",
  40005: "too_long",
};
const byStatus: Record<number, Refusal> = {
  400: "too_long",
  401: "token_revoked",
  403: "forbidden",
  404: "channel_gone",
  413: "too_long",
};

/** Error codes of requests that never reached Discord. */
const neverSent = new Set([
  "ECONNREFUSED",
  "ENOTFOUND",
  "EAI_AGAIN",
  "EHOSTUNREACH",
  "ENETUNREACH",
  "UND_ERR_CONNECT_TIMEOUT",
  "CERT_HAS_EXPIRED",
]);
/** Discord's code for too many edits of a message older than an hour. */
const oldMessageEdits = 30046;

/** The outcome of a failed request; anything but a definite refusal is ambiguous. */
export function outcomeOf(error: unknown, now: Date): NotSent {
  const later = (ms: number): NotSent => ({ status: "rate_limited", until: new Date(now.getTime() + ms) });
  if (error instanceof RateLimitError) return later(Math.max(error.retryAfter, error.sublimitTimeout, 1));
  if (error instanceof DiscordAPIError) {
    if (error.code === oldMessageEdits) return later(hourMs);
    const why = byCode[String(error.code)] ?? byStatus[error.status];
    return why ? { status: "refused", why, detail: error.message } : doubt(error);
  }
  if (error instanceof HTTPError) return doubt(error);
  if (error instanceof Error && "code" in error && neverSent.has(String(error.code)))
    return { status: "refused", why: "unreachable", detail: String(error.code) };
  return doubt(error);
}

const doubt = (error: unknown): NotSent => ({
  status: "ambiguous",
  detail: error instanceof Error ? `${error.name}: ${error.message}` : String(error),
});

/** Discord's error code; null if the error has none. */
export const codeOf = (error: unknown): number | null => (error instanceof DiscordAPIError ? Number(error.code) : null);

/** The loggable part of an error; Discord's errors also carry addresses and bodies with tokens and texts. */
export const forLog = (error: unknown): object =>
  error instanceof DiscordAPIError || error instanceof HTTPError
    ? { code: codeOf(error), status: error.status, method: error.method, detail: error.message }
    : { err: error };
