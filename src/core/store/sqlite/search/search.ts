import { rowOf } from "../../../papers/public-id.ts";
import { searchFor, selectFor, similarTo } from "../../../search/search.ts";
import type { Connection } from "../../queries/connection.ts";
import type { Search } from "../../store.ts";
import { openSearchLibrary } from "./library.ts";
import { namesLike, titlesLike } from "./suggestions.ts";

/** Search over the full-text index of a database. */
export function searchIn({ sqlite }: Connection): Search {
  const library = openSearchLibrary(sqlite);
  return {
    search: async (text, options) => searchFor(library, text, options),
    topic: async (text, options) => selectFor(library, text, options),
    similar: async (paper, limit) => similarTo(library, rowOf(paper), limit),
    titles: titlesLike(sqlite),
    names: namesLike(sqlite),
  };
}
