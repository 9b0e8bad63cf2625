import { rowOf } from "../../../papers/public-id.ts";
import { searchPapers, selectTopic, findSimilar } from "../../../search/search.ts";
import type { Connection } from "../../queries/connection.ts";
import type { Search } from "../../store.ts";
import { openSearchLibrary } from "./library.ts";
import { namesLike, titlesLike } from "./suggestions.ts";

/** Search over the full-text index of a database. */
export function searchIn({ sqlite }: Connection): Search {
  const library = openSearchLibrary(sqlite);
  return {
    search: async (text, options) => searchPapers(library, text, options),
    topic: async (text, options) => selectTopic(library, text, options),
    similar: async (paper, limit) => findSimilar(library, rowOf(paper), limit),
    titles: titlesLike(sqlite),
    names: namesLike(sqlite),
  };
}
