import type { Database } from "better-sqlite3";
import { type Acronym, acronymsIn, nameKey } from "../../../search/acronyms.ts";
import { organizationText } from "../../../search/names/organization.ts";
import { folded, withNameParts } from "../../../search/terms.ts";
import type { IndexedPaper, IndexWriter, SearchIndex } from "../../queries/search-index.ts";
import { isIndexDamage, markDamaged, readState } from "./tables.ts";

/** Opens the index for writing. Papers that a rebuild has not reached are left to it, and a damaged index never stops a batch. */
export function openSearchIndex(db: Database): SearchIndex {
  return {
    write: function* (work) {
      const state = readState(db);
      let reached = state === null ? 0 : (state.indexedTo ?? Infinity);
      const attempt = (step: () => void) => {
        try {
          step();
        } catch (error) {
          if (!isIndexDamage(error)) throw error;
          markDamaged(db);
          reached = 0;
        }
      };
      const batch = openBatch(db);
      const result = yield* work({
        add: (paper) => {
          if (paper.id <= reached) attempt(() => batch.add(paper));
        },
        remove: (paper) => {
          if (paper.id <= reached) attempt(() => batch.remove(paper));
        },
        // The days of papers stand in the papers' own tables.
        dated: () => undefined,
      });
      if (reached > 0) attempt(() => batch.end());
      return result;
    },
  };
}

/** Writes papers into the index without asking for its state; `end` writes the acronyms that the batch introduced. */
export function openBatch(db: Database): Pick<IndexWriter, "add" | "remove"> & { end: () => void } {
  const columns = "rowid, title, abstract, tags, authors, organization, code";
  const insert = db.prepare<[number, ...string[]]>(`insert into paper_index (${columns}) values (?, ?, ?, ?, ?, ?, ?)`);
  const erase = db.prepare<[number, ...string[]]>(
    `insert into paper_index (paper_index, ${columns}) values ('delete', ?, ?, ?, ?, ?, ?, ?)`,
  );
  const introduced = new Map<string, Introduced>();
  const count = (paper: IndexedPaper, papers: 1 | -1) => {
    for (const { short, long } of acronymsIn(paper.title, paper.abstract)) {
      const key = `${short}\t${long}`;
      const known = introduced.get(key);
      if (known) known.papers += papers;
      else introduced.set(key, { short, long, papers });
    }
  };
  return {
    add: (paper) => {
      insert.run(...indexRow(paper));
      count(paper, 1);
    },
    remove: (paper) => {
      erase.run(...indexRow(paper));
      count(paper, -1);
    },
    end: () => writeAcronyms(db, [...introduced.values()]),
  };
}

function indexRow(paper: IndexedPaper): [number, ...string[]] {
  return [
    paper.id,
    folded(withNameParts(paper.title, true)),
    folded(withNameParts(paper.abstract, true)),
    folded([...paper.keywords, ...paper.categories].join(" ; ")),
    folded(paper.authors.join(" ; ")),
    paper.organization === null ? "" : folded(organizationText(paper.organization)),
    paper.codeUrl === null ? "" : "yes",
  ];
}

/** An acronym, and by how many papers more (or less) it is introduced. */
interface Introduced extends Acronym {
  papers: number;
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
