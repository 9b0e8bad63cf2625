import type { Source } from "../source.ts";
import { readByIds, readMatches } from "./api.ts";
import { isAnnouncements } from "./parse-feed.ts";
import { parseArxivAtom } from "./parse-atom.ts";
import { snapshotRecord } from "./parse-snapshot.ts";

/** arXiv's terms: one request per three seconds, one at a time, over everything one runs. */
export const arxivPace = { line: "arxiv", gapMs: 3_000 };

/** The name of arXiv's feed. */
export const feedName = "arxiv-rss";

/** arXiv's query API: its search, and every paper it has. */
export const arxiv: Source = {
  name: "arxiv",
  title: "arXiv",
  pace: arxivPace,
  readWith: feedName,
  endpoint: ({ arxivUrl }) => ({ baseUrl: arxivUrl }),
  ask: (read, queries, how) => [readMatches(arxiv, read, queries, how)],
  byId: (read, arxivId, how) => readByIds(arxiv, read, [arxivId], how),
  parse: {
    expected: "an arXiv Atom document, JSON lines of the arXiv metadata snapshot",
    xml: (text) => (isAnnouncements(text) ? null : parseArxivAtom(text)),
    json: snapshotRecord,
  },
};
