import type { Paper } from "../../papers/paper.ts";
import { type Library, libraryOf, type PublicAmong } from "../../roundups/library.ts";
import type { Store } from "../../store/store.ts";

/** Entries kept per kind: enough for one minute's roundups, a few tens of megabytes at most. */
const mostAnswers = 500;
const mostRememberedPapers = 5_000;

/** A library that caches answers until `forget`, because many channels follow the same topics and are due together. */
export function createSharedLibrary(store: Store, publicAmong?: PublicAmong): Library & { forget(): void } {
  const direct = libraryOf(store, publicAmong);
  const memories: Map<string, unknown>[] = [];
  const memoryOf = <Value>(): Map<string, Value> => {
    const memory = new Map<string, Value>();
    memories.push(memory);
    return memory;
  };
  const remembered = <Asked extends unknown[], Answer>(ask: (...asked: Asked) => Promise<Answer>) => {
    const answers = memoryOf<Promise<Answer>>();
    return (...asked: Asked): Promise<Answer> => {
      const key = JSON.stringify(asked);
      const answer = answers.get(key) ?? ask(...asked);
      if (answers.size >= mostAnswers) answers.clear();
      answers.set(key, answer);
      return answer;
    };
  };
  const papers = memoryOf<Paper>();
  return {
    store,
    topic: remembered((...asked) => store.search.topic(...asked)),
    newestDay: remembered((until) => store.listings.newestDay(until)),
    onDay: remembered((day) => store.listings.onDay(day)),
    papers: (ids) => readPapers(store, papers, ids),
    addedSince: remembered((...asked) => store.papers.addedSince(...asked)),
    background: remembered((before) => direct.background(before)),
    reader: remembered(() => direct.reader()),
    publicChannels: remembered((workspaceId) => direct.publicChannels(workspaceId)),
    forget: () => memories.forEach((memory) => memory.clear()),
  };
}

async function readPapers(store: Store, known: Map<string, Paper>, ids: readonly string[]): Promise<Paper[]> {
  if (known.size >= mostRememberedPapers) known.clear();
  const unknown = ids.filter((id) => !known.has(id));
  if (unknown.length > 0) for (const paper of await store.papers.many(unknown)) known.set(paper.id, paper);
  const papers = ids.flatMap((id) => known.get(id) ?? []);
  // A merged paper answers under the other paper's id, which only the store knows.
  return papers.length === ids.length ? papers : store.papers.many(ids);
}
