/** To whom a mail goes, and what its headers and links need. */
export interface MailDetails {
  to: string;
  /** The roundup that the mail is one of; null for a single mail, such as a code. */
  roundup: MailRoundup | null;
}

/** A member's roundup by e-mail. */
export interface MailRoundup {
  /** Its number in its workspace. */
  number: number;
  /** Of this subscription alone, also in other databases: letters, digits and hyphens. */
  id: string;
  name: string;
  /** Why the member gets it, for the end of the mail. */
  because: string;
  /** The token of a link that offers something; only who has the mail knows it. */
  token: (offer: MailOffer) => string;
}

/** What a link in a mail offers. */
export type MailOffer = { kind: "unsubscribe"; number: number } | { kind: "vote" | "save"; paper: string };

/** What a page behind a link in a mail says: the question before, or what was done. */
export interface MailPage {
  title: string;
  text: string;
  /** The label of the button that does it; null where there is nothing to do. */
  button: string | null;
}
