import { namesOf } from "../../../papers/identity.ts";
import type { Paper, PaperFacts } from "../../../papers/paper.ts";
import { updatesOf } from "../../../papers/updates.ts";
import { type Entry, formerNames, type Kept, type Named, reconcile } from "./batch.ts";
import { and, eq, sql } from "drizzle-orm";
import { publicId, rowOf } from "../../../papers/public-id.ts";
import { moveToPaper, touchedPapers } from "./merged.ts";
import { changes, columnsOf, daysOf, daysStatement, factsOf, withDays } from "./rows.ts";
import { type PaperStatements, paperStatements } from "./statements.ts";
import { listings, papers } from "../../schema/papers.ts";
import type { IndexedPaper, IndexWriter } from "../search-index.ts";
import type { Connection, Database } from "../connection.ts";
import { change, rows, type Steps } from "../steps.ts";
import type { HowToSave, Papers, Saved } from "../../store.ts";

/** What changes papers: the full-text index is written in the same batch. */
export function paperWrites(connection: Connection): Pick<Papers, "save" | "dropSamples"> {
  const { db, atomically } = connection;
  const index = connection.searchIndex();
  const statements = paperStatements(connection);
  const days = daysStatement(connection);
  return {
    save: (batch, at, how = {}) =>
      atomically(() => index.write((writer) => saveBatch(db, statements, writer, batch, at, how))),
    dropSamples: () => atomically(() => index.write((writer) => dropSamples(db, days, writer))),
  };
}

function* saveBatch(
  db: Database,
  statements: PaperStatements,
  index: IndexWriter,
  batch: PaperFacts[],
  at: Date,
  { sample = false, news = false, knownOnly = false }: HowToSave,
): Steps<Saved[]> {
  const named = batch.map((facts) => ({ facts, names: namesOf(facts) }));
  const kept = yield* statements.kept(named);
  const confirmed = (paper: Paper | null) => !sample && paper?.sample === true;
  const steps = reconcile(kept, knownOnly ? knownAmong(named, kept) : named);
  const ids = new Map<Entry, string>();
  for (const { entry } of steps) {
    if (ids.has(entry)) continue;
    const { kept: paper, facts, own, absorbed } = entry;
    for (const other of absorbed) {
      // The other's ids must be free before the survivor takes them over.
      index.remove(indexedPaper(rowOf(other.id), other));
      yield* moveToPaper(db, rowOf(other.id), rowOf(paper?.id ?? ""));
    }
    const row = paper ? rowOf(paper.id) : yield* statements.insert({ facts, names: own }, at, sample);
    ids.set(entry, publicId(row));
    const changed = paper ? changes(factsOf(paper), facts) : null;
    if (changed && (changed.length > 0 || confirmed(paper))) yield* update(db, row, entry, confirmed(paper));
    // A merge, or the first word of a source about a sample, tells nothing new of the paper.
    if (news && absorbed.length === 0 && paper?.sample === false)
      for (const update of updatesOf(paper, facts)) yield* statements.keepUpdate(row, update, at);
    const freshDays = facts.listedOn.filter((day) => !paper?.listedOn.includes(day));
    if (freshDays.length > 0) yield* change(list(db, row, freshDays));
    for (const name of formerNames(entry)) yield* statements.keepName(name, row);
    if (!paper) index.add(indexedPaper(row, facts));
    else if (changed?.some((key) => indexed.has(key))) {
      index.remove(indexedPaper(row, paper));
      index.add(indexedPaper(row, facts));
    } else if (changed?.some((key) => dating.has(key))) index.dated(row);
  }
  return steps.map(({ entry, change }) => ({
    id: ids.get(entry) ?? "",
    change: change === "unchanged" && confirmed(entry.kept) ? "updated" : change,
  }));
}

function knownAmong(batch: readonly Named[], kept: readonly Kept[]): Named[] {
  const ids = new Set(kept.map(({ paper }) => paper.arxivId));
  return batch.filter(({ facts: { arxivId } }) => arxivId !== null && ids.has(arxivId));
}

/** The facts that say of which days a paper is. */
const dating = new Set<keyof PaperFacts>(["publishedAt", "listedOn"]);

/** The facts a search looks at. */
const indexed = new Set<keyof PaperFacts>([
  "title",
  "abstract",
  "authors",
  "keywords",
  "categories",
  "organization",
  "codeUrl",
]);

const indexedPaper = (id: number, facts: PaperFacts): IndexedPaper => ({ ...facts, id });

function* update(db: Database, row: number, { facts, own }: Entry, confirmed: boolean): Steps<void> {
  const set = { ...columnsOf(facts, own), ...(confirmed ? { sample: false } : {}) };
  yield* change(db.update(papers).set(set).where(eq(papers.id, row)));
}

const list = (db: Database, paperId: number, days: readonly string[]) =>
  db
    .insert(listings)
    .values(days.map((day) => ({ day, paperId })))
    .onConflictDoNothing();

function* dropSamples(db: Database, days: ReturnType<typeof daysStatement>, index: IndexWriter): Steps<number> {
  const untouched = and(eq(papers.sample, true), sql`${papers.id} not in (${touchedPapers()})`);
  const samples = yield* rows(db.select().from(papers).where(untouched));
  const gone = withDays(samples, yield* rows(days, daysOf(samples)));
  for (const paper of gone) index.remove(indexedPaper(rowOf(paper.id), paper));
  yield* change(db.delete(papers).where(untouched));
  return gone.length;
}
