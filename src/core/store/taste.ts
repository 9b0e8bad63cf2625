/** Whose taste: what a channel votes for, or what one member votes for and saves. */
export type TasteOwner = { channel: string } | { member: string };

/** What people decided about a taste; the taste itself is learnt from votes each time and never stored. */
export interface TasteChoices {
  /** Nothing is chosen by it. */
  off: boolean;
  /** Votes and saves up to then do not count; null: all do. */
  forgottenAt: Date | null;
  /** Ids of papers that are no examples. */
  without: string[];
}

/** Decisions about tastes, by workspace. */
export interface Tastes {
  /** What was decided; of a taste nobody decided about, nothing. */
  choices(workspace: number, owner: TasteOwner): Promise<TasteChoices>;
  choose(workspace: number, owner: TasteOwner, choices: TasteChoices): Promise<void>;
}
