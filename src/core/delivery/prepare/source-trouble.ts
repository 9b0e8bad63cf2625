import type { Sources } from "../../sources/source.ts";
import type { SourceState, Store } from "../../store/store.ts";
import { hourMs } from "../../../durations.ts";

/** Why a roundup may not have all its papers yet. */
export interface Trouble {
  /** Sources that do not answer now, as the beginning of a sentence; null when only questions are still open. */
  down: string | null;
  /** Until when the papers of those sources are known; null for never. */
  knownUntil: Date | null;
  /** When the first of them is asked again. */
  nextAttemptAt: Date | null;
  /** When waiting may help at the earliest; null where no source has ever answered, as on a machine without network. */
  hopeAt: Date | null;
}

const dailySources: readonly string[] = ["hugging-face"];

/** The sources are read every half hour; after six hours without success today's papers may be missing. */
const staleMs = 6 * hourMs;

/** Whether Hugging Face was not read within six hours: a library without today's papers is not a day without news. */
export async function isStale(store: Store, now: Date): Promise<boolean> {
  return isOld(await store.sources.get("hugging-face"), now);
}

const isOld = ({ lastSuccessAt }: SourceState, now: Date): boolean =>
  lastSuccessAt === null || now.getTime() - lastSuccessAt.getTime() > staleMs;

/**
 * What keeps a roundup from its papers now: sources it looks at that are down (for the Daily Papers only Hugging Face
 * counts), and topics that a source did not answer. Null if there is nothing. A source that answered after its failure is
 * not down; the topic is asked again.
 */
export async function troubleOf(
  store: Store,
  sources: Pick<Sources, "title" | "readByClock">,
  topics: readonly string[],
  now: Date,
): Promise<Trouble | null> {
  const states = new Map((await store.sources.all()).map((state) => [state.source, state]));
  const unanswered = topics.length > 0 ? await store.subscriptions.unanswered(topics) : [];
  const looked = [...(topics.length > 0 ? sources.readByClock : dailySources), ...unanswered];
  const down = [...new Set(looked)].filter((source) => {
    const state = states.get(source);
    const old = dailySources.includes(source) && (!state || isOld(state, now));
    return old || (state?.failures ?? 0) > 0;
  });
  if (down.length === 0 && unanswered.length === 0) return null;
  const known = down.map((source) => states.get(source)?.lastSuccessAt ?? null);
  const attempts = down.flatMap((source) => states.get(source)?.nextAttemptAt ?? []);
  const noneEver = [...states.values()].every(({ lastSuccessAt }) => lastSuccessAt === null) && attempts.length > 0;
  return {
    down: down.length > 0 ? `${joinWords(down.map((source) => sources.title(source)))} could not be reached` : null,
    knownUntil: known.includes(null) ? null : earliest(known.filter((at) => at !== null)),
    nextAttemptAt: earliest(attempts),
    hopeAt: noneEver ? null : (earliest(down.map((source) => states.get(source)?.nextAttemptAt ?? now)) ?? now),
  };
}

const earliest = (times: readonly Date[]): Date | null =>
  times.length > 0 ? new Date(Math.min(...times.map((time) => time.getTime()))) : null;

const joinWords = (words: string[]): string =>
  words.length < 2 ? words.join("") : `${words.slice(0, -1).join(", ")} and ${words.at(-1)}`;
