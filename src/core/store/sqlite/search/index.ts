import type { Database } from "better-sqlite3";
import { type Acronym, acronymsIn, nameKey } from "../../../search/acronyms.ts";
import { organizationText } from "../../../search/names/organization.ts";
import { folded, withNameParts } from "../../../search/terms.ts";
import type { IndexedPaper, IndexWriter, SearchIndex } from "../../queries/search-index.ts";
import { withMarks } from "./marks.ts";
import { isIndexDamage, markDamaged, readState, rowIn } from "./tables.ts";

/** Opens the index for writing. Papers that a rebuild has not reached are left to it, and a damaged index never stops a batch. */
export function openSearchIndex(db: Database): SearchIndex {
  return {
    write: function* (work) {
      const state = readState(db);
      const reached = state === null ? 0 : (state.indexedTo ?? Infinity);
      const batch = openBatch(db);
      const result = yield* work({
        add: (paper) => {
          if (paper.id <= reached) batch.add(paper);
        },
        remove: (paper) => {
          if (paper.id <= reached) batch.remove(paper);
        },
        // The days of papers stand in the papers' own tables.
        dated: () => undefined,
      });
      try {
        batch.end();
      } catch (error) {
        if (!isIndexDamage(error)) throw error;
        markDamaged(db);
      }
      return result;
    },
  };
}

/** A paper that comes into the index or leaves it. */
interface Change {
  paper: IndexedPaper;
  papers: 1 | -1;
}

/** Writes papers into the index without asking for its state: all of them at `end`, with the acronyms that they introduce. */
export function openBatch(db: Database): Pick<IndexWriter, "add" | "remove"> & { end: () => void } {
  const changes: Change[] = [];
  return {
    add: (paper) => changes.push({ paper, papers: 1 }),
    remove: (paper) => changes.push({ paper, papers: -1 }),
    end: () => {
      if (changes.length === 0) return;
      const columns = "rowid, title, abstract, tags, authors, organization, code";
      const insert = db.prepare(`insert into paper_index (${columns}) values (?, ?, ?, ?, ?, ?, ?)`);
      const erase = db.prepare(
        `insert into paper_index (paper_index, ${columns}) values ('delete', ?, ?, ?, ?, ?, ?, ?)`,
      );
      // In the order of rows: FTS5 writes all it holds to the file when a row comes before the last one.
      for (const { paper, papers } of changes.toSorted((a, b) => b.paper.id - a.paper.id))
        (papers === 1 ? insert : erase).run(...indexRow(paper));
      writeAcronyms(db, introducedBy(changes));
    },
  };
}

function indexRow(paper: IndexedPaper): [number, ...string[]] {
  const title = folded(withNameParts(paper.title, true));
  return [
    rowIn(paper.id),
    // Once to be found in the title alone, once in all of the text.
    `${withMarks("title", title)} ; ${title}`,
    folded(withNameParts(paper.abstract, true)),
    folded([...paper.keywords, ...paper.categories].join(" ; ")),
    folded(paper.authors.join(" ; ")),
    paper.organization === null ? "" : withMarks("organization", folded(organizationText(paper.organization))),
    paper.codeUrl === null ? "" : withMarks("code", "yes"),
  ];
}

/** An acronym, and by how many papers more (or less) it is introduced. */
interface Introduced extends Acronym {
  papers: number;
}

function introducedBy(changes: readonly Change[]): Introduced[] {
  const introduced = new Map<string, Introduced>();
  for (const { paper, papers } of changes)
    for (const { short, long } of acronymsIn(paper.title, paper.abstract)) {
      const key = `${short}\t${long}`;
      const known = introduced.get(key);
      if (known) known.papers += papers;
      else introduced.set(key, { short, long, papers });
    }
  return [...introduced.values()];
}

function writeAcronyms(db: Database, introduced: readonly Introduced[]): void {
  const changed = introduced.filter(({ papers }) => papers !== 0);
  if (changed.length === 0) return;
  const count = db.prepare<[string, string, string, number]>(
    "insert into acronyms values (?, ?, ?, ?) on conflict do update set papers = papers + excluded.papers",
  );
  const forget = db.prepare<[string, string]>("delete from acronyms where short = ? and long_key = ? and papers < 1");
  for (const { short, long, papers } of changed) {
    count.run(short, nameKey(long), long, papers);
    if (papers < 0) forget.run(short, nameKey(long));
  }
  db.exec("update search_index_state set has_acronyms = exists (select 1 from acronyms)");
}
