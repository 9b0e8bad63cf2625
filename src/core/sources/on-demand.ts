import type { LiveSources, SourcesOptions } from "./live.ts";

/** The sources; what reads them (parsers, tables of LaTeX) is loaded when they are first asked for something. */
export function sourcesOnDemand(options: SourcesOptions): LiveSources {
  let loading: Promise<LiveSources> | null = null;
  const live = () => (loading ??= import("./live.ts").then(({ createSources }) => createSources(options)));
  return {
    start: async () => (await live()).start(),
    sync: async (sync) => (await live()).sync(sync),
    ask: async (query, deadlineMs) => (await live()).ask(query, deadlineMs),
    fetchPaper: async (arxivId) => (await live()).fetchPaper(arxivId),
    async ready(deadlineMs) {
      if ((await options.store.papers.count()) === 0) await (await live()).ready(deadlineMs);
    },
    stop: async () => (await loading)?.stop(),
  };
}
