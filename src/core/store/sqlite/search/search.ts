import type { Database } from "better-sqlite3";
import { rowOf } from "../../../papers/public-id.ts";
import { findSimilar, searchPapers, selectTopic } from "../../../search/search.ts";
import type { Search } from "../../store.ts";
import { openSearchLibrary } from "./library.ts";
import { createRebuilder } from "./rebuild.ts";
import { namesLike, titlesLike } from "./suggestions.ts";
import { isIndexDamage } from "./tables.ts";

/** Search over a database's full-text index, which is rebuilt from the papers when it is missing, damaged or out of date. */
export function searchIn(db: Database): Search & { stop: () => void } {
  const rebuilder = createRebuilder(db);
  const library = openSearchLibrary(db);
  const titles = titlesLike(db);
  const names = namesLike(db);
  const ask = async <Answer>(answer: () => Answer): Promise<Answer> => {
    await rebuilder.ready();
    try {
      return answer();
    } catch (error) {
      if (!isIndexDamage(error)) throw error;
      rebuilder.restart();
      await rebuilder.ready();
      return answer();
    }
  };
  return {
    search: (text, options) => ask(() => searchPapers(library, text, options)),
    topic: (text, options) => ask(() => selectTopic(library, text, options)),
    similar: (paper, limit) => ask(() => findSimilar(library, rowOf(paper), limit)),
    titles: (typed, limit) => ask(() => titles(typed, limit)),
    names: (typed, limit) => ask(() => names(typed, limit)),
    idf: () => ask(() => library.idf()),
    rebuilding: () => rebuilder.current(),
    stop: () => rebuilder.stop(),
  };
}
