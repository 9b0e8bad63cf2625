import type { StoredCall } from "../command/button.ts";

/** Command calls behind buttons whose values do not fit into the button. */
export interface Replies {
  /** The id of the stored call: `r` and a number; the same call twice has one id. */
  keep(workspace: number, call: StoredCall, offset: number, at: Date): Promise<string>;
  /** Inside the caller's workspace only; null for unknown and foreign ids. */
  get(workspace: number, id: string): Promise<{ call: StoredCall; offset: number } | null>;
}
