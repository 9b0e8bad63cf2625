import type { PaperFacts, Parsed } from "../papers/paper.ts";
import type { Store } from "../store/store.ts";
import type { IngestReport } from "./ingest.ts";

/** A service that papers come from, as one object: adding one touches its folder, `list.ts` and its settings. */
export interface Source {
  /** Its key in the database and in JSON: "arxiv". */
  name: string;
  /** What people read, in every text: "arXiv". */
  title: string;
  endpoint(settings: SourceSettings): Endpoint;
  /** The pace that its terms demand; null: requests leave at once. */
  pace: Pace | null;
  /** The name of the source whose sync reads this one too. */
  readWith?: string;
  /** Reads what is new in it; answers one report per source it read. */
  sync?(work: SyncWork, options: SyncOptions): Promise<SourceReport[]>;
  /** Puts queries to its own search, together where it takes several of which any will do, else one by one. */
  ask?(read: Read, queries: readonly string[], how: Patience): Promise<Reading>[];
  /** Reads one paper by its arXiv id; `empty` where the source does not know it. */
  byId?(read: Read, arxivId: string, how: Patience): Promise<Reading>;
  /** Reads what people saved from it. */
  parse?: SavedFormats;
}

/** The settings of all sources, as the configuration reads them. */
export interface SourceSettings {
  huggingFaceUrl: string;
  hfToken: string | null;
  arxivUrl: string;
  arxivRssUrl: string;
  arxivCategories: readonly string[];
}

/** The proxies that sources are asked through, by the protocol of the source's address. */
export interface ProxySettings {
  http: string | null;
  https: string | null;
  /** Hosts that are asked directly, separated by commas. */
  none: string | null;
}

/** Where a source is asked. */
export interface Endpoint {
  /** Address without a slash at the end; no other host is ever asked. */
  baseUrl: string;
  /** Sent as a bearer token. */
  token?: string | null;
}

/** Sources of one line are asked one request at a time, `gapMs` apart, also across processes and restarts. */
export interface Pace {
  line: string;
  gapMs: number;
}

/** What `import` reads of a source; each answers null for what is not the source's. */
export interface SavedFormats {
  /** For the text that refuses a file: "a body of …". */
  expected: string;
  xml?: (text: string) => Parsed | null;
  /** One JSON object; `day` is the listing day of a paper too old to carry its own. Throws when it is the source's but no paper. */
  json?: (record: Record<string, unknown>, day: string | null, warn: (reason: string) => void) => PaperFacts | null;
}

/** How to read one address. */
export interface ReadOptions {
  path: string;
  parse: (text: string) => Parsed & { total?: number };
  /** Aborts after this long, the whole body included; 15 s. */
  deadlineMs?: number;
  /** Remembers `ETag` and `Last-Modified` and sends them again. */
  conditional?: boolean;
  /** Asks although our own backoff has not passed; a wait that the server demanded is kept all the same. */
  insist?: boolean;
  /** A 404 means that the source does not know it, not that the address is wrong. */
  mayBeMissing?: boolean;
  /** Does not count as the source's success: there is more to read before the source is up to date. */
  partial?: boolean;
}

/** How long somebody waits for an answer. */
export type Patience = Pick<ReadOptions, "deadlineMs" | "insist" | "partial">;

/** The result of reading one address into the library. */
export type Reading =
  | { status: "fetched" | "unchanged"; ids: string[]; report: IngestReport; total: number | null }
  | { status: "empty" }
  | FailedReading;

/** A reading that failed, and what to do about it. */
export interface FailedReading {
  status: "failed";
  /** For people, a whole sentence without its full stop: "Hugging Face hasn't answered (HTTP 503)". */
  reason: string;
  /** For the log. */
  detail: string;
  /** When it makes sense to ask again. */
  retryAt: Date;
  /** Whether the source answers at all, so that asking it for something else makes sense. */
  reachable: boolean;
}

/** Reads an address of a source into the library. */
export type Read = (source: Source, options: ReadOptions) => Promise<Reading>;

/** What a sync needs. */
export interface SyncWork {
  store: Pick<Store, "papers" | "sources" | "updates">;
  read: Read;
  settings: SourceSettings;
  now: () => Date;
  /** Waits; rejects when the program stops. */
  sleep: (ms: number) => Promise<void>;
}

/** What to read: by default what is new since the last time. */
export interface SyncOptions extends Patience {
  /** One day only, `YYYY-MM-DD`. */
  date?: string;
  /** Every day from this one on. */
  since?: string;
  progress?: (step: SyncProgress) => void;
}

/** How far a sync has got, in the unit that `what` names. */
export interface SyncProgress {
  done: number;
  of: number;
  what: string;
}

/** How one source came out of a sync. */
export interface SourceReport {
  source: string;
  /** `late`: it still shows an older list, and another source filled in. */
  status: Reading["status"] | "late";
  /** For people; null unless it failed or is late. */
  reason: string | null;
  /** When it makes sense to ask again; null unless it failed. */
  retryAt: Date | null;
  report: IngestReport;
}

/** What a sync did, by source and in all. */
export interface SyncReport {
  sources: SourceReport[];
  total: IngestReport;
}

/** What asking the sources for queries brought: which papers are now in the library, and which source could not be asked. */
export interface Asked {
  /** Ids of papers the sources named, saved in the library. */
  found: string[];
  /** Names of the sources that answered. */
  asked: string[];
  /** Names of the sources that did not. */
  failed: string[];
  /** One readable sentence for each of those. */
  failures: string[];
}

/** The sources as commands and roundups see them: what they bring is already saved in the library. */
export interface Sources {
  /** Asks the search of every source that has one, for queries the library knows too little about; waits at most `deadlineMs`. */
  ask(queries: readonly string[], deadlineMs: number): Promise<Asked>;
  /** One paper by its arXiv id, from the first source that knows it; its id in the library, or null when nobody does. */
  fetchPaper(arxivId: string): Promise<string | null>;
  /** Resolves when an empty library has got its first papers, or after `deadlineMs`; at once where there are papers. */
  ready(deadlineMs: number): Promise<void>;
  /** What people read for a source's name. */
  title: (name: string) => string;
  /** Names of the sources whose news are read by the clock. */
  readByClock: readonly string[];
}
