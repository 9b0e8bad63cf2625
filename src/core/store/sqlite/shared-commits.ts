import type SqliteDatabase from "better-sqlite3";

/** Work of many callers, committed together. */
export interface SharedCommits {
  /** Does synchronous work whole or not at all; resolves once it is committed, so that nobody acts on what the disk has not. */
  together: <Result>(work: () => Result) => Promise<Result>;
  /** Commits what waits. */
  commit: () => Promise<void>;
}

interface Piece {
  work: () => unknown;
  resolve: (result: unknown) => void;
  reject: (error: unknown) => void;
}

/** Commits come at least so far apart: while there are many, more share one. */
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

/** Does one piece in a savepoint: what fails in it undoes none of the others. How to tell of it, once all is committed. */
function byItself(sqlite: SqliteDatabase.Database, { work, resolve, reject }: Piece): () => void {
  try {
    const result = sqlite.transaction(work)();
    return () => resolve(result);
  } catch (error) {
    // A full disk ends the whole transaction; the next piece would be committed on its own.
    if (!sqlite.inTransaction) throw error;
    return () => reject(error);
  }
}
