import type { SourceState, Store } from "../../store/store.ts";
import { hourMs } from "../../../durations.ts";

const names: Record<string, string> = {
  "hugging-face": "Hugging Face",
  arxiv: "arXiv",
  "arxiv-rss": "arXiv's list of new papers",
};

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
 * Which sources of a roundup fail now (for the Daily Papers only Hugging Face counts), as a sentence without its full
 * stop; null if all answered.
 */
export async function troubleOf(store: Store, topics: readonly string[], now: Date): Promise<string | null> {
  const states = await store.sources.all();
  const looked = topics.length > 0 ? Object.keys(names) : dailySources;
  const failing = looked.filter((source) => {
    const state = states.find((known) => known.source === source);
    const old = source === "hugging-face" && (!state || isOld(state, now));
    return old || (state?.failures ?? 0) > 0;
  });
  if (failing.length > 0) return `${joinWords(failing.map((source) => names[source] ?? source))} could not be reached`;
  const [first] = await store.subscriptions.unanswered(topics);
  return first?.replace(/\.$/, "") ?? null;
}

const joinWords = (words: string[]): string =>
  words.length < 2 ? words.join("") : `${words.slice(0, -1).join(", ")} and ${words.at(-1)}`;
