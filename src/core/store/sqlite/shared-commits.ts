import type SqliteDatabase from "better-sqlite3";

/** Commits the work of many callers together. */
export interface SharedCommits {
  /** Runs synchronous work, all or nothing. Resolves after the commit, so that nobody acts on data that is not on the disk. */
  together: <Result>(work: () => Result) => Promise<Result>;
  /** Commits waiting work now. */
  commit: () => Promise<void>;
}

interface Piece {
  work: () => unknown;
  resolve: (result: unknown) => void;
  reject: (error: unknown) => void;
}

/** The least time between two commits, in milliseconds: under load more callers share one. */
const gapMs = 10;

/**
 * Commits all work of one turn of the event loop, or of the moments after the last commit, as one transaction: the wait
 * for the disk is far longer than the work.
 */
export function sharedCommits(
  sqlite: SqliteDatabase.Database,
  atomically: <Result>(work: () => Result) => Promise<Result>,
): SharedCommits {
  const waiting: Piece[] = [];
  let committedAt = -Infinity;
  const commit = async () => {
    const pieces = waiting.splice(0);
    if (pieces.length === 0) return;
    try {
      const outcomes = await atomically(() => pieces.map((piece) => byItself(sqlite, piece)));
      for (const tell of outcomes) tell();
    } catch (error) {
      for (const { reject } of pieces) reject(error);
    }
    committedAt = performance.now();
  };
  const soon = () => {
    const ms = committedAt + gapMs - performance.now();
    if (ms > 0) setTimeout(() => void commit(), ms);
    else setImmediate(() => void commit());
  };
  const together = <Result>(work: () => Result) =>
    new Promise<Result>((resolve, reject) => {
      if (waiting.length === 0) soon();
      waiting.push({ work, resolve: (result) => resolve(result as Result), reject });
    });
  return { together, commit };
}

/** Runs one piece of work in a savepoint, so that its failure does not undo the others. Returns the function that tells its caller, to call after the commit. */
function byItself(sqlite: SqliteDatabase.Database, { work, resolve, reject }: Piece): () => void {
  try {
    const result = sqlite.transaction(work)();
    return () => resolve(result);
  } catch (error) {
    // A full disk ends the whole transaction. Without this check the next piece would be committed alone.
    if (!sqlite.inTransaction) throw error;
    return () => reject(error);
  }
}
