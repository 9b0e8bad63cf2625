/** What is known about fetching from a source. */
export interface SourceState {
  source: string;
  lastSuccessAt: Date | null;
  lastAttemptAt: Date | null;
  /** Failures since the last success. */
  failures: number;
  /** For people: the failure, or with no failures what is late; null when all is well. */
  lastError: string | null;
  /** The source must not be asked before this. */
  nextAttemptAt: Date | null;
  /** The number of papers of the last successful fetch. */
  lastCount: number;
}

/** Fetch state per source, and what conditional requests need. */
export interface SourceStates {
  all(): Promise<SourceState[]>;
  get(source: string): Promise<SourceState>;
  put(state: SourceState): Promise<void>;
  /** `ETag` and `Last-Modified` of an address. */
  validators(url: string): Promise<{ etag: string | null; lastModified: string | null } | null>;
  putValidators(url: string, etag: string | null, lastModified: string | null): Promise<void>;
  /** Claims the next moment a source may be called, at least `gapMs` after the claim before; kept across restarts. */
  claimTurn(source: string, now: Date, gapMs: number): Promise<Date>;
}
