import type { Source } from "../source.ts";
import { syncDaily } from "./daily.ts";
import { paperRecord, parseDailyPapers, parsePaper } from "./parse.ts";

const longestSearch = 250;

/** Hugging Face: its Daily Papers, its search, and every paper it has indexed. */
export const huggingFace: Source = {
  name: "hugging-face",
  title: "Hugging Face",
  pace: null,
  endpoint: ({ huggingFaceUrl, hfToken }) => ({ baseUrl: huggingFaceUrl, token: hfToken }),
  sync: (work, options) => syncDaily(huggingFace, work, options),
  ask: (read, queries, how) =>
    queries.map((query) => {
      const parameters = new URLSearchParams({ q: query.slice(0, longestSearch), limit: "50" });
      const path = `/api/papers/search?${parameters.toString()}`;
      return read(huggingFace, { path, parse: (text) => parseDailyPapers(text), ...how });
    }),
  byId: (read, arxivId, how) =>
    read(huggingFace, { path: `/api/papers/${arxivId}`, parse: parsePaper, mayBeMissing: true, ...how }),
  parse: {
    expected: "what Hugging Face's API answers (/api/daily_papers, /api/papers, /api/papers/search, /api/papers/ID)",
    json: paperRecord,
  },
};
