import type { Paper } from "../papers/paper.ts";
import { byTaste } from "../taste/choose.ts";
import { createTaste, type Taste } from "../taste/taste.ts";
import type { VectorReader } from "../taste/vector.ts";
import type { Examples } from "./examples.ts";
import type { Library } from "./library.ts";

/** A taste and what reads papers for it. */
export interface ReadyTaste {
  taste: Taste;
  reader: VectorReader;
}

/** A paper as a taste chose it. */
export interface ChosenPaper {
  paper: Paper;
  /** The example it is most like; null where it is from outside the taste. */
  because: string | null;
  outside: boolean;
}

/**
 * Learns a taste from liked papers, against papers that were passed over and other papers of the Daily pages before a
 * day (the candidates apart). Only what was known before that day counts; null when that is too little.
 */
export async function learnTaste(
  library: Library,
  { liked, passedOver, least }: Examples,
  { before, candidates }: { before: string; candidates: readonly string[] },
): Promise<ReadyTaste | null> {
  if (liked.length < least) return null;
  const reader = await library.reader();
  const papers = await library.papers(liked.map(({ paper }) => paper));
  const known = new Map(papers.filter((paper) => firstDay(paper) < before).map((paper) => [paper.id, paper]));
  const examples = liked.flatMap(({ paper, members }) => {
    const found = known.get(paper);
    return found ? [{ paper, members, vector: reader.read(found) }] : [];
  });
  if (examples.length < least) return null;
  const judged = new Set([...known.keys(), ...candidates]);
  const times = new Map(passedOver.filter(({ paper }) => !judged.has(paper)).map((one) => [one.paper, one.times]));
  const shown = (await library.papers([...times.keys()])).filter((paper) => firstDay(paper) < before);
  const others = (await library.background(before)).filter(({ id }) => !judged.has(id) && !times.has(id));
  const against = [...shown, ...others].map((paper) => ({
    vector: reader.read(paper),
    weight: times.get(paper.id) ?? 1,
  }));
  return { taste: createTaste(examples, against), reader };
}

/** When the library could know of a paper first; one without a day was always there. */
const firstDay = ({ publishedAt, listedOn }: Paper): string =>
  [publishedAt, listedOn[0]].filter((day) => typeof day === "string").sort()[0] ?? "";

/** The papers of a day of the Daily page, about the topics if there are any, as a taste orders them; without known examples, in the page's order. */
export async function dayByExample(
  library: Library,
  examples: Examples,
  day: string,
  { topics, limit }: { topics: readonly string[]; limit: number },
): Promise<ChosenPaper[]> {
  const listed = await library.onDay(day);
  const about = topics.length > 0 ? await aboutTopics(library, topics, day) : null;
  const liked = new Set(examples.liked.map(({ paper }) => paper));
  const ids = listed.filter((id) => !liked.has(id) && (about?.has(id) ?? true));
  const papers = (await library.papers(ids)).filter((paper) => !paper.withdrawn);
  const ready = await learnTaste(library, examples, { before: day, candidates: ids });
  return ready
    ? chooseByTaste(papers, ready, limit)
    : papers.map((paper) => ({ paper, because: null, outside: false }));
}

/** Papers in the order of a taste; the first `limit` say which example they are like. */
export const chooseByTaste = (papers: readonly Paper[], ready: ReadyTaste, limit: number): ChosenPaper[] =>
  byTaste(papers, (paper) => ready.taste.fit(ready.reader.read(paper)), limit).map(({ paper, outside }, place) => ({
    paper,
    outside,
    because: outside || place >= limit ? null : likeWhat(ready, paper),
  }));

/**
 * A paper whose nearest example is less alike (cosine) is not called like it, and comes into no roundup for its taste
 * alone: half of the papers that submitters chose reach this, a fifth of the others (`npm run bench:taste`).
 */
const leastLikeness = 0.06;

/** The example that a paper is like; null when it is like none. */
export function likeWhat({ taste, reader }: ReadyTaste, paper: Paper): string | null {
  const nearest = taste.nearest(reader.read(paper));
  return nearest !== null && nearest.likeness >= leastLikeness ? nearest.paper : null;
}

async function aboutTopics(library: Library, topics: readonly string[], day: string): Promise<Set<string>> {
  const { hits } = await library.topic(topics.join(", "), { limit: 1_000, since: day });
  return new Set(hits.map(({ id }) => id));
}
