import { WebAPIHTTPError, WebAPIPlatformError, WebAPIRateLimitedError, WebAPIRequestError } from "@slack/web-api";
import type { Refusal, SendOutcome } from "../../core/adapter.ts";
import { UserError } from "../../errors.ts";
import { cutWords } from "../../core/messages/cut.ts";

/** Slack's error codes that definitely refuse a message. */
const refusals: Record<string, Refusal> = {
  channel_not_found: "channel_gone",
  is_archived: "channel_gone",
  not_in_channel: "forbidden",
  restricted_action: "forbidden",
  restricted_action_read_only_channel: "forbidden",
  restricted_action_thread_only_channel: "forbidden",
  restricted_action_non_threadable_channel: "forbidden",
  missing_scope: "forbidden",
  no_permission: "forbidden",
  ekm_access_denied: "forbidden",
  cannot_reply_to_message: "forbidden",
  messages_tab_disabled: "forbidden",
  thread_not_found: "message_gone",
  message_not_found: "message_gone",
  cant_update_message: "message_gone",
  cant_delete_message: "message_gone",
  edit_window_closed: "message_gone",
  invalid_auth: "token_revoked",
  not_authed: "token_revoked",
  account_inactive: "token_revoked",
  token_revoked: "token_revoked",
  token_expired: "token_revoked",
  team_not_found: "token_revoked",
  invalid_blocks: "too_long",
  invalid_blocks_format: "too_long",
  msg_too_long: "too_long",
  msg_blocks_too_long: "too_long",
  no_text: "too_long",
  too_many_attachments: "too_long",
  metadata_too_large: "too_long",
};

/** Slack's answers that mean a token is good for nothing any more. */
export const deadToken: ReadonlySet<string> = new Set([
  "invalid_auth",
  "not_authed",
  "account_inactive",
  "token_revoked",
  "token_expired",
  "not_allowed_token_type",
  "user_removed_from_team",
  "team_disabled",
]);

/** Error codes after which a message may still have been posted. */
const undecided = new Set([
  "internal_error",
  "fatal_error",
  "request_timeout",
  "service_unavailable",
  "team_added_to_org",
]);

/** Error codes of requests that never reached Slack. */
const neverSent = new Set([
  "ECONNREFUSED",
  "ENOTFOUND",
  "EAI_AGAIN",
  "EHOSTUNREACH",
  "ENETUNREACH",
  "UND_ERR_CONNECT_TIMEOUT",
]);

/** The wait after a rate limit without `retry-after`, in milliseconds. */
const unsaidWaitMs = 30_000;

/** The outcome of a failed send; anything but a definite refusal is ambiguous. */
export function outcomeOf(error: unknown, now: Date): Exclude<SendOutcome, { status: "sent" }> {
  if (error instanceof WebAPIRateLimitedError) {
    return { status: "rate_limited", until: new Date(now.getTime() + error.retryAfter * 1000) };
  }
  // Of our own making: the stored token cannot be opened.
  if (error instanceof UserError) return { status: "refused", why: "token_revoked", detail: error.message };
  if (error instanceof WebAPIPlatformError) return platformOutcome(error.data.error, now);
  if (error instanceof WebAPIHTTPError) {
    const definite = error.statusCode >= 400 && error.statusCode < 500 && error.statusCode !== 408;
    const detail = `HTTP ${error.statusCode}`;
    return definite ? { status: "refused", why: "forbidden", detail } : { status: "ambiguous", detail };
  }
  const code = codeOf(error instanceof WebAPIRequestError ? error.original : error);
  if (code !== null && neverSent.has(code)) return { status: "refused", why: "unreachable", detail: code };
  return { status: "ambiguous", detail: code ?? (error instanceof Error ? error.name : "unknown error") };
}

function platformOutcome(code: string, now: Date): Exclude<SendOutcome, { status: "sent" }> {
  if (code === "ratelimited" || code === "rate_limited") {
    return { status: "rate_limited", until: new Date(now.getTime() + unsaidWaitMs) };
  }
  // For an answer that is not JSON, the client gives its text as the code.
  if (undecided.has(code) || !/^[a-z_]+$/.test(code)) return { status: "ambiguous", detail: cutWords(code, 60) };
  return { status: "refused", why: refusals[code] ?? "forbidden", detail: code };
}

/** The error code of a failed call, from Slack or the socket; null if it has none. */
export function codeOf(error: unknown): string | null {
  if (error instanceof WebAPIPlatformError) return error.data.error;
  for (let each: unknown = error; each instanceof Error; each = each.cause) {
    if ("code" in each && typeof each.code === "string") return each.code;
  }
  return null;
}
