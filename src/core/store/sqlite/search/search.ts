import { setImmediate } from "node:timers/promises";
import type { Database } from "better-sqlite3";
import { rowOf } from "../../../papers/public-id.ts";
import type { Found } from "../../../search/found.ts";
import { quoteNames } from "../../../search/names/unquoted.ts";
import { findSimilar, searchPapers, selectTopic, union } from "../../../search/search.ts";
import { topicsIn } from "../../../search/topics/list.ts";
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
    async topic(text, options) {
      const found: Found[] = [];
      const { text: read, names } = await ask(() => quoteNames(text, library));
      for (const topic of topicsIn(read)) {
        // A long list of topics lets everybody else have a turn in between.
        if (found.length > 0) await setImmediate();
        found.push(await ask(() => selectTopic(library, topic, options)));
      }
      return { ...union(found, options.limit), quoted: names };
    },
    similar: (paper, limit) => ask(() => findSimilar(library, rowOf(paper), limit)),
    titles: (typed, limit) => ask(() => titles(typed, limit)),
    names: (typed, limit) => ask(() => names(typed, limit)),
    idf: () => ask(() => library.idf()),
    rebuilding: () => rebuilder.current(),
    stop: () => rebuilder.stop(),
  };
}
