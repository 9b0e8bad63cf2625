/** Papers members keep for themselves. */
export interface Saves {
  /** False when it was saved already. */
  add(workspace: number, member: string, paper: string, at: Date): Promise<boolean>;
  /** False when it was not saved. */
  remove(workspace: number, member: string, paper: string): Promise<boolean>;
  /** Newest first. */
  list(workspace: number, member: string): Promise<string[]>;
  has(workspace: number, member: string, paper: string): Promise<boolean>;
}

/** A paper a member brought to the team; `member` is null when they had themselves erased. */
export interface Submission {
  paper: string;
  member: string | null;
  at: Date;
}

/** Papers members brought to their team. */
export interface Submissions {
  /** False when the team had it from somebody already. */
  add(workspace: number, member: string, paper: string, at: Date): Promise<boolean>;
  /** Of these papers, those that were submitted. */
  of(workspace: number, papers: readonly string[]): Promise<Map<string, Submission>>;
  /** Papers submitted after then. */
  since(workspace: number, from: Date): Promise<string[]>;
}

/** A member's own searches, for autocomplete. */
export interface Searches {
  /** Keeps the first 100 characters. */
  remember(workspace: number, member: string, query: string, at: Date): Promise<void>;
  /** The member's own, newest first. */
  of(workspace: number, member: string, typed: string, limit: number): Promise<string[]>;
}

/** Everything that is kept about one member. */
export interface MemberData {
  votes: { paper: string; at: Date; how: string; channel: string | null }[];
  saved: { paper: string; at: Date }[];
  submitted: { paper: string; at: Date }[];
  searches: { query: string; at: Date }[];
  /** Numbers of the subscriptions they made. */
  subscriptions: number[];
  installedTheBot: boolean;
}

/** What members may ask about themselves. */
export interface Members {
  data(workspace: number, member: string): Promise<MemberData>;
  /** Erases every trace of a member and keeps a hash nobody can read; the papers whose votes changed. */
  erase(workspace: number, member: string, at: Date): Promise<string[]>;
  /** Of these members, those erased, and when. */
  erased(workspace: number, members: readonly string[]): Promise<Map<string, Date>>;
  /** Forgets erasures older than that. */
  forgetErasures(before: Date): Promise<void>;
}
