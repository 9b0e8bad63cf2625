import { type Paper, paperFacts } from "../../src/core/papers/paper.ts";

let made = 0;
/** A paper of a library, with the facts a test is about. */
export const paper = (facts: Partial<Paper>): Paper => ({
  ...paperFacts({ origin: "arxiv", title: "A title" }),
  id: `p${++made}`,
  addedAt: new Date("2026-01-01T00:00:00Z"),
  sample: false,
  ...facts,
});
