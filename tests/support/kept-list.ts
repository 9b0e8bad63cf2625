import type { KeptReply } from "../../src/core/store/store.ts";

/** A page of a list that was found for some words. */
export const keptList = (words: string): KeptReply => ({
  call: { command: "topic", values: { words } },
  page: { title: words, intro: [], notes: [], papers: [{ id: "p1", matched: [words] }], seen: ["p2"], total: 3 },
});
