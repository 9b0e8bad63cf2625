/** Why a platform definitely did not take a message. */
export type Refusal =
  | "unreachable" /* never connected: try again later */
  | "channel_gone" /* deleted or archived */
  | "forbidden" /* a permission is missing, or the bot is not in the channel */
  | "token_revoked" /* the bot itself is refused: `checkAccess` says whether that holds */
  | "too_long" /* or otherwise unreadable for the platform: plain text may still work */
  | "message_gone" /* edited or removed message no longer exists */
  | "address_refused" /* no mail goes to this address any more */
  | "sender_refused" /* the mail server takes no mails of ours, whoever gets them: try again later */
  | "deferred"; /* the mail server does not take this one now: try again later */

/** A message that appeared, and the thread that it started, where it starts one (a forum of Discord). */
export interface SentMessage {
  status: "sent";
  message: string;
  thread?: string;
}

/** The outcome of one request to send or edit. `ambiguous`: it may or may not have been posted. */
export type SendOutcome =
  | SentMessage
  | { status: "refused"; why: Refusal; detail: string }
  | { status: "rate_limited"; until: Date }
  | { status: "ambiguous"; detail: string };

/** The result of looking for a message that may have been sent. */
export type FindOutcome =
  SentMessage | { status: "absent" } | { status: "wait"; until: Date } | { status: "unreadable"; why: string };

/**
 * Whether the bot may still reach a workspace. `lost`: the platform says so of this workspace alone. `unknown`: the platform
 * cannot be asked, or it refuses the bot everywhere, which is then in the adapter's health.
 */
export type WorkspaceAccess = "fine" | "lost" | "unknown";
