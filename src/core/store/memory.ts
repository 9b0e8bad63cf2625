import type { Platform } from "../platform.ts";
import type { StoredCall } from "../command/button.ts";

/** Command calls behind buttons whose values do not fit into the button. */
export interface Replies {
  /** The id of the stored call: `r` and a number; the same call twice has one id. */
  keep(workspace: number, call: StoredCall, offset: number, at: Date): Promise<string>;
  /** Inside the caller's workspace only; null for unknown and foreign ids. */
  get(workspace: number, id: string): Promise<{ call: StoredCall; offset: number } | null>;
}

/** Platform events already handled, and what members asked for. */
export interface Events {
  /** True the first time an id is seen. */
  firstSeen(platform: Platform, event: string, at: Date): Promise<boolean>;
  /** Forgets what was seen before `before`. */
  forget(before: Date): Promise<void>;
}

/** A member's own searches, for autocomplete. */
export interface Searches {
  remember(workspace: number, member: string, query: string, at: Date): Promise<void>;
  /** The member's own, newest first. */
  of(workspace: number, member: string, typed: string, limit: number): Promise<string[]>;
}
