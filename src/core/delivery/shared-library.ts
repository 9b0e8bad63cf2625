import type { Library } from "../roundups/compose.ts";
import type { Store } from "../store/store.ts";

/** A library whose answers are remembered until it forgets them: many channels follow the same topics and are due together. */
export function sharedLibrary(store: Store): Library & { forget(): void } {
  const memories: Map<string, unknown>[] = [];
  const remembered = <Asked extends unknown[], Answer>(ask: (...asked: Asked) => Promise<Answer>) => {
    const answers = new Map<string, Promise<Answer>>();
    memories.push(answers);
    return (...asked: Asked): Promise<Answer> => {
      const key = JSON.stringify(asked);
      const answer = answers.get(key) ?? ask(...asked);
      answers.set(key, answer);
      return answer;
    };
  };
  return {
    store,
    topic: remembered((...asked) => store.search.topic(...asked)),
    newestDay: remembered((until) => store.listings.newestDay(until)),
    onDay: remembered((day) => store.listings.onDay(day)),
    papers: remembered((ids) => store.papers.many(ids)),
    forget: () => memories.forEach((answers) => answers.clear()),
  };
}
