import { setImmediate, setTimeout } from "node:timers/promises";
import type { Database } from "better-sqlite3";
import { UserError } from "../../../../errors.ts";
import type { Rebuilding } from "../../search.ts";
import type { IndexedPaper } from "../../queries/search-index.ts";
import { untilUnlocked } from "../lock.ts";
import { openBatch } from "./index.ts";
import { isUsable, readState, resetIndex } from "./tables.ts";

/** Papers indexed in one transaction; between two of them the bot answers. */
const batchSize = 500;
const usualPatienceMs = 10_000;
/** A rebuild gives way to an import that holds the lock for this long at most. */
const lockPatienceMs = 60_000;

/** Rebuilds the index from the papers, in the background. Several programs may work on one index at once. */
export interface Rebuilder {
  /** The rebuild under way, or null. */
  current(): Rebuilding | null;
  /** Resolves when the index is complete. Rejects with the progress when that takes long. */
  ready(): Promise<void>;
  /** Starts from nothing, after an error that says that the index is damaged. */
  restart(): void;
  stop(): void;
}

/** Checks the index, makes it where it is missing or unusable, and continues a rebuild that was interrupted. A search waits `patienceMs` for a rebuild. */
export function createRebuilder(db: Database, patienceMs = usualPatienceMs): Rebuilder {
  const stopping = new AbortController();
  let running: Rebuilding | null = null;
  const total = db.prepare<[], number>("select coalesce(max(id), 0) from papers").pluck();

  const fill = async () => {
    while (!stopping.signal.aborted && (await untilUnlocked(() => indexNext(db), lockPatienceMs))) await setImmediate();
  };
  const start = () => {
    const rebuilding: Rebuilding = {
      progress: () => ({ done: readState(db)?.indexedTo ?? total.get() ?? 0, total: total.get() ?? 0 }),
      finished: fill().finally(() => (running = null)),
    };
    // Whoever waits for it hears of a failure; nobody has to wait.
    rebuilding.finished.catch(() => undefined);
    running = rebuilding;
  };
  const restart = () => {
    // Checked again under the lock: another program may have begun meanwhile.
    db.transaction(() => (isUsable(db) ? undefined : resetIndex(db))).immediate();
    if (!running && readState(db)?.indexedTo !== null) start();
  };
  const resume = () => {
    const state = readState(db);
    if (state === null) restart();
    else if (state.indexedTo !== null && !running) start();
  };
  if (!isUsable(db)) restart();
  else resume();
  return {
    current: () => running,
    ready: async () => {
      resume();
      if (!running) return;
      const rebuilding = running;
      const patience = new AbortController();
      const late = setTimeout(patienceMs, "late", { signal: patience.signal, ref: false });
      const ended = await Promise.race([rebuilding.finished, late.catch(() => "late")]);
      patience.abort();
      if (ended === "late") throw stillRebuilding(rebuilding.progress());
    },
    restart,
    stop: () => stopping.abort(),
  };
}

function stillRebuilding({ done, total }: ReturnType<Rebuilding["progress"]>): UserError {
  const part = Math.floor((100 * done) / Math.max(1, total));
  return new UserError(
    "source_unavailable",
    `Search is being rebuilt from the papers (${part} % done). Ask again in a minute; everything else works meanwhile.`,
  );
}

interface StoredText extends Pick<IndexedPaper, "id" | "title" | "abstract" | "organization" | "codeUrl"> {
  authors: string;
  keywords: string;
  categories: string;
}

/** Indexes the next papers in one transaction; false when none are left. */
function indexNext(db: Database): boolean {
  const read = db.prepare<[number, number], StoredText>(
    `select id, title, abstract, authors, keywords, categories, organization, code_url as codeUrl
     from papers where id > ? order by id limit ?`,
  );
  const note = db.prepare<[number | null]>("update search_index_state set indexed_to = ?");
  return db
    .transaction(() => {
      const indexedTo = readState(db)?.indexedTo;
      if (indexedTo === null || indexedTo === undefined) return false;
      const rows = read.all(indexedTo, batchSize);
      const batch = openBatch(db);
      for (const row of rows) batch.add(readText(row));
      batch.end();
      note.run(rows.at(-1)?.id ?? null);
      return rows.length > 0;
    })
    .immediate();
}

const listOf = (json: string): string[] => JSON.parse(json) as string[];

const readText = ({ authors, keywords, categories, ...row }: StoredText): IndexedPaper => ({
  ...row,
  authors: listOf(authors),
  keywords: listOf(keywords),
  categories: listOf(categories),
});
