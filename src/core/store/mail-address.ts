import type { WorkspaceRef } from "../platform.ts";

/** A member's e-mail address that was confirmed by a code. */
export interface MailAddress extends WorkspaceRef {
  id: number;
  workspaceId: number;
  member: string;
  address: string;
  /** Signs the links in this member's mails. */
  key: string;
  /** Why nothing is sent there any more; null where mails arrive. */
  stopped: string | null;
}

/** A code that waits to be typed. */
export interface MailCode {
  address: string;
  code: string;
  until: Date;
}

/** What a typed code came to: `over` after too many wrong ones or too late, `none` where none was asked for. */
export type CodeOutcome = "confirmed" | "wrong" | "over" | "none";

/** Members' e-mail addresses, one each. */
export interface MailAddresses {
  /** Null before it is confirmed. */
  of(workspace: number, member: string): Promise<MailAddress | null>;
  get(id: number): Promise<MailAddress | null>;
  /** Keeps a code in place of the one before; false where the member or the address had three within an hour. */
  ask(workspace: number, member: string, code: MailCode, at: Date): Promise<boolean>;
  /** Makes the address that waits the member's own; wrong codes are counted, and the fifth ends the code. */
  confirm(workspace: number, member: string, code: string, at: Date): Promise<CodeOutcome>;
  /** Stops an address and pauses the roundups that go there; false where it was stopped before. */
  stop(id: number, because: string, at: Date): Promise<boolean>;
  /** Forgets the address and pauses the roundups that go there; false where there was none. */
  forget(workspace: number, member: string, because: string, at: Date): Promise<boolean>;
  /** Deletes addresses whose code was not typed in time, and what is left of forgotten ones after their hour. How many. */
  forgetUnconfirmed(at: Date): Promise<number>;
}
