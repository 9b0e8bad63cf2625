import type { Paper } from "../papers/paper.ts";
import { byTaste } from "../taste/choose.ts";
import { createTaste, type LikedPaper, type Taste } from "../taste/taste.ts";
import type { VectorReader } from "../taste/vector.ts";
import { dayMs } from "../../durations.ts";
import type { Library } from "./library.ts";

/** A paper somebody likes, and who of the workspace does; nobody for an example that was given. */
export type Liking = Pick<LikedPaper, "paper" | "members">;

/** A taste and what reads papers for it. */
export interface ReadyTaste {
  taste: Taste;
  read: VectorReader;
}

/** A paper of a day as examples choose it. */
export interface ChosenPaper {
  paper: Paper;
  /** The example it is most like; null where it is from outside the taste. */
  because: string | null;
  outside: boolean;
}

/** How many papers of the days before stand for what nobody asked for. */
const backgroundPapers = 100;
const backgroundDays = 15;

/**
 * Learns a taste from liked papers, against other papers of the Daily pages before a day (the candidates apart). Only what was known before
 * that day counts; null when that is less than `least` papers.
 */
export async function learnTaste(
  library: Library,
  liked: readonly Liking[],
  { before, candidates, least }: { before: string; candidates: readonly string[]; least: number },
): Promise<ReadyTaste | null> {
  if (liked.length < least) return null;
  const read = await library.reader();
  const papers = await library.papers(liked.map(({ paper }) => paper));
  const known = new Map(papers.filter((paper) => firstDay(paper) < before).map((paper) => [paper.id, paper]));
  const examples = liked.flatMap(({ paper, members }) => {
    const found = known.get(paper);
    return found ? [{ paper, members, vector: read(found) }] : [];
  });
  if (examples.length < least) return null;
  const judged = new Set([...known.keys(), ...candidates]);
  const others = await library.papers((await background(library, before)).filter((id) => !judged.has(id)));
  return { taste: createTaste(examples, others.map(read)), read };
}

/** When the library could know of a paper first; one without a day was always there. */
const firstDay = ({ publishedAt, listedOn }: Paper): string =>
  [publishedAt, listedOn[0]].filter((day) => typeof day === "string").sort()[0] ?? "";

async function background(library: Library, before: string): Promise<string[]> {
  const ids: string[] = [];
  let day = await library.newestDay(dayBefore(before));
  for (let days = 0; day !== null && days < backgroundDays && ids.length < backgroundPapers; days++) {
    ids.push(...(await library.onDay(day)));
    day = await library.newestDay(dayBefore(day));
  }
  return ids.slice(0, backgroundPapers);
}

const dayBefore = (day: string): string => new Date(Date.parse(day) - dayMs).toISOString().slice(0, 10);

/** The papers of a day of the Daily page, about the topics if there are any, as these examples order them; without known examples, in the page's order. */
export async function dayByExample(
  library: Library,
  liked: readonly string[],
  day: string,
  { topics, limit }: { topics: readonly string[]; limit: number },
): Promise<ChosenPaper[]> {
  const examples = liked.map((paper) => ({ paper, members: [] }));
  const listed = await library.onDay(day);
  const about = topics.length > 0 ? await aboutTopics(library, topics, day) : null;
  const ids = listed.filter((id) => !liked.includes(id) && (about?.has(id) ?? true));
  const papers = (await library.papers(ids)).filter((paper) => !paper.withdrawn);
  const ready = await learnTaste(library, examples, { before: day, candidates: ids, least: 1 });
  if (ready === null) return papers.map((paper) => ({ paper, because: null, outside: false }));
  return chooseByTaste(papers, ready, limit);
}

async function aboutTopics(library: Library, topics: readonly string[], day: string): Promise<Set<string>> {
  const { hits } = await library.topic(topics.join(", "), { limit: 1_000, since: day });
  return new Set(hits.map(({ id }) => id));
}

/** Papers in the order of a taste, the first `limit` with the example each is like; one in five of those is from outside it. */
export const chooseByTaste = (papers: readonly Paper[], { taste, read }: ReadyTaste, limit: number): ChosenPaper[] =>
  byTaste(papers, (paper) => taste.fit(read(paper)), limit).map(({ paper, outside }, place) => ({
    paper,
    outside,
    because: outside || place >= limit ? null : taste.nearest(read(paper)),
  }));
