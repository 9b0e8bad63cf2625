import { paperFacts } from "../../src/core/papers/paper.ts";
import { parseEntries, readJson } from "../../src/core/sources/reading/document.ts";
import { summaryOf } from "../../src/core/sources/reading/summary.ts";
import type { Source } from "../../src/core/sources/source.ts";

/** A source as somebody would add it: a feed of preprints in JSON, `[{ "id", "title", "text" }]`, of which all is known at once. */
export const preprintFeed: Source = {
  name: "preprints",
  title: "The preprint feed",
  pace: null,
  endpoint: ({ arxivUrl }) => ({ baseUrl: arxivUrl }),
  async sync({ read }, { insist, deadlineMs }) {
    const reading = await read(preprintFeed, { path: "/preprints.json", parse: parsePreprints, insist, deadlineMs });
    return [summaryOf(preprintFeed, [reading]).result];
  },
};

function parsePreprints(text: string) {
  return parseEntries(readJson(text) as Record<string, string>[], ({ id, title = "", text: abstract = "" }) =>
    paperFacts({ origin: "json", arxivId: id ?? null, title, abstract }),
  );
}
