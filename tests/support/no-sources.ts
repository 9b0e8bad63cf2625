import { allSources, readByClock, titleIn } from "../../src/core/sources/list.ts";
import type { Sources } from "../../src/core/sources/source.ts";

/** Sources that know nothing, and what a test puts in place of that. */
export const noSources = (more: Partial<Sources> = {}): Sources => ({
  ask: async () => ({ found: [], asked: [], failed: [], failures: [] }),
  fetchPaper: async () => null,
  ready: async () => undefined,
  title: (name) => titleIn(allSources, name),
  readByClock: readByClock(allSources),
  ...more,
});
