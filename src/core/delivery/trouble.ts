import type { SourceName } from "../sources/source.ts";
import type { Store } from "../store/store.ts";

const names: Record<SourceName, string> = {
  "hugging-face": "Hugging Face",
  arxiv: "arXiv",
  "arxiv-rss": "arXiv's list of new papers",
};

const daily: readonly SourceName[] = ["hugging-face"];

/**
 * What cannot be read just now of the sources that a roundup looks at (Hugging Face alone for the Daily Papers), as the
 * beginning of a sentence; null when all answered. Hugging Face must have answered once: a library never filled is not an
 * empty day.
 */
export async function troubleOf(store: Store, topics: readonly string[]): Promise<string | null> {
  const states = await store.sources.all();
  const looked = topics.length > 0 ? (Object.keys(names) as SourceName[]) : daily;
  const never = !states.some(({ source, lastSuccessAt }) => source === "hugging-face" && lastSuccessAt);
  const failing = looked.filter((source) => {
    const state = states.find((known) => known.source === source);
    return (state?.failures ?? 0) > 0 || (source === "hugging-face" && never);
  });
  if (failing.length > 0) return `${list(failing.map((source) => names[source]))} could not be reached`;
  const [first] = await store.subscriptions.unanswered(topics);
  return first?.replace(/\.$/, "") ?? null;
}

const list = (words: string[]): string =>
  words.length < 2 ? words.join("") : `${words.slice(0, -1).join(", ")} and ${words.at(-1)}`;
