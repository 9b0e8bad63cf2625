import { setImmediate, setTimeout } from "node:timers/promises";
import type { Pool } from "pg";
import { UserError } from "../../../errors.ts";
import { searchIn } from "../sqlite/search/search.ts";
import type { Search } from "../search.ts";
import { type ChangedPaper, openSearchFile, type SearchFile } from "./search-file.ts";

const changesAtOnce = 500;
const fillPatienceMs = 10_000;

/**
 * Search over a file of this machine's that follows the database: before each search it takes what has changed, for
 * `patienceMs` at most.
 */
export async function followingSearch(
  pool: Pool,
  folder: string,
  patienceMs = fillPatienceMs,
): Promise<Search & { stop: () => void }> {
  // A database that came back from a dump has tables of another number: the changes in the file may be none of its.
  const named = "select concat(id, '-', 'paper_changes'::regclass::oid) as id from library";
  const { rows } = await pool.query<{ id: string }>(named);
  const file = openSearchFile(folder, rows[0]?.id ?? "unknown");
  const search = searchIn(file.db);
  const follower = following(pool, file, patienceMs);
  const after = async <Answer>(ask: () => Promise<Answer>): Promise<Answer> => {
    await follower.catchUp();
    return ask();
  };
  return {
    search: (text, options) => after(() => search.search(text, options)),
    topic: (text, options) => after(() => search.topic(text, options)),
    similar: (paper, limit) => after(() => search.similar(paper, limit)),
    titles: (typed, limit) => after(() => search.titles(typed, limit)),
    names: (typed, limit) => after(() => search.names(typed, limit)),
    idf: () => after(() => search.idf()),
    rebuilding: () => search.rebuilding(),
    stop: () => {
      follower.stop();
      search.stop();
      file.db.close();
    },
  };
}

/** Keeps a search file up with the database; whoever asks waits for a look that began after they asked. */
function following(pool: Pool, file: SearchFile, patienceMs: number) {
  let stopped = false;
  let running: Promise<void> | null = null;
  let next: Promise<void> | null = null;
  const look = async () => {
    for (let behind = await changesAfter(pool, file); behind.length > 0; behind = await changesAfter(pool, file)) {
      if (stopped) return;
      file.take(file.revision(), behind);
      if (behind.length < changesAtOnce) return;
      // Between two batches the program answers others.
      await setImmediate();
    }
  };
  const begin = () => {
    next = null;
    running = look().finally(() => (running = null));
    return running;
  };
  const wanted = (): Promise<void> => {
    if (!running) return begin();
    return (next ??= running.then(begin, begin));
  };
  return {
    catchUp: async () => {
      const patience = new AbortController();
      const late = setTimeout(patienceMs, "late", { signal: patience.signal, ref: false }).catch(() => "over");
      const ended = await Promise.race([wanted(), late]);
      patience.abort();
      if (ended === "late") throw await stillReading(pool, file);
    },
    stop: () => (stopped = true),
  };
}

const newer = `select c.paper_id as id, c.revision, p.title, p.abstract, p.authors, p.keywords, p.categories,
    p.organization, p.code_url as "codeUrl", p.published_at as "publishedAt", p.added_at as "addedAt",
    array(select day from listings l where l.paper_id = c.paper_id) as days
  from paper_changes c left join papers p on p.id = c.paper_id
  where c.revision > $1 order by c.revision limit ${changesAtOnce}`;

/** The next changes the file has not got. A file that is ahead of the database, which came back from a backup, begins anew. */
async function changesAfter(pool: Pool, file: SearchFile): Promise<ChangedPaper[]> {
  const { rows } = await pool.query<{ newest: number }>({
    name: "newest_change",
    text: "select coalesce(max(revision), 0) as newest from paper_changes",
  });
  const [newest, has] = [rows[0]?.newest ?? 0, file.revision()];
  if (newest === has) return [];
  if (newest < has) file.empty();
  return (await pool.query<ChangedPaper>({ name: "changes_after", text: newer, values: [file.revision()] })).rows;
}

async function stillReading(pool: Pool, file: SearchFile): Promise<UserError> {
  const { rows } = await pool.query<{ count: number }>("select count(*) as count from papers");
  return new UserError(
    "source_unavailable",
    `Search is still reading the library (${file.count()} of ${rows[0]?.count ?? 0}). Ask again in a minute; everything else works meanwhile.`,
  );
}
