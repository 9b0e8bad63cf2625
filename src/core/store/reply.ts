import type { StoredCall } from "../command/button.ts";
import type { Action, Span } from "../messages/message.ts";
import type { TasteReason } from "../papers/paper-json.ts";

/** A paper of a list; `matched` is null if nothing was searched for. */
export interface ListedPaper {
  id: string;
  matched: string[] | null;
  /** When and where it was posted in this workspace. */
  posted?: Span[] | null;
  /** Why a taste chose it. */
  reason?: TasteReason | null;
}

/** One page of a list as it was shown: its order stays, whatever is voted for later. */
export interface ListPage {
  title: string;
  /** What was searched and how; may be empty. */
  intro: Span[];
  /** How it was searched and what went wrong: one sentence each. */
  notes: Span[][];
  papers: ListedPaper[];
  /** The papers of the pages before it, by id. */
  seen: readonly string[];
  /** How many papers there are in all. */
  total: number;
  /** Buttons for what else the caller may want. */
  offers?: Action[];
}

/** A page of a list and the call that finds the next one; or the call of a dialog that was filled in wrongly, and an empty page. */
export interface KeptReply {
  call: StoredCall;
  page: ListPage;
}

/** Answers behind buttons: More goes on with a list, Share and votes draw its page again. */
export interface Replies {
  /** The id of the kept answer: `r` and a number. */
  keep(workspace: number, member: string, reply: KeptReply, at: Date): Promise<string>;
  /** Inside the caller's workspace only; null for unknown and foreign ids. */
  get(workspace: number, id: string): Promise<KeptReply | null>;
}
