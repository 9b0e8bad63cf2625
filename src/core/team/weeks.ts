import { dayMs } from "../../durations.ts";
import type { HadPaper } from "../store/store.ts";
import { readTeamPapers, type TeamPaper } from "./papers.ts";
import { hadIn, hadInWeek, type Team, weekIn } from "./team.ts";

/** The ISO weeks in which a team had papers, newest first. */
export async function weeksOf(team: Team): Promise<string[]> {
  const had = await hadIn(team, { from: null, until: null });
  return [...new Set(had.map(({ at }) => weekIn(team, at)))].reverse();
}

/** What a team had in a week. */
export const readWeek = async (team: Team, week: string): Promise<TeamPaper[]> =>
  readTeamPapers(team, await hadInWeek(team, week));

/** The papers that a team had last, newest first. */
export async function newestPapers(team: Team, limit: number): Promise<TeamPaper[]> {
  const had = await hadIn(team, { from: null, until: null });
  const last = new Map(had.map((each) => [each.paper, each.at]));
  const newest = [...last].sort(([, a], [, b]) => b.getTime() - a.getTime()).slice(0, limit);
  const order = new Map(newest.map(([id], place) => [id, place]));
  const read = await readTeamPapers(
    team,
    had.filter(({ paper }) => order.has(paper)),
  );
  return read.sort((a, b) => (order.get(a.paper.id) ?? 0) - (order.get(b.paper.id) ?? 0));
}

/** How many papers a team had about a topic, by week. */
export interface TopicWeeks {
  /** The roundup's name; null for lists that members shared. */
  name: string | null;
  /** One count for each week. */
  counts: number[];
  /** Ids of its papers, newest first, each once. */
  papers: string[];
}

/** What a team read over the last weeks, by the names of its roundups, most papers first; `weeks` oldest first. */
export async function topicsByWeek(team: Team, weekCount: number): Promise<{ weeks: string[]; topics: TopicWeeks[] }> {
  const weeks = lastWeeks(team, weekCount);
  const from = new Date(team.now.getTime() - (weekCount + 1) * sevenDaysMs);
  const had = (await hadIn(team, { from, until: null })).filter(({ at }) => weeks.includes(weekIn(team, at)));
  const byName = Map.groupBy(had, ({ post }) => post?.roundup ?? null);
  const topics = [...byName].map(([name, its]) => ({
    name,
    counts: weeks.map((week) => idsOf(its.filter(({ at }) => weekIn(team, at) === week)).length),
    papers: idsOf(its.toReversed()),
  }));
  return { weeks, topics: topics.sort((a, b) => b.papers.length - a.papers.length) };
}

const sevenDaysMs = 7 * dayMs;
const idsOf = (had: readonly HadPaper[]): string[] => [...new Set(had.map(({ paper }) => paper))];
const lastWeeks = (team: Team, count: number): string[] =>
  Array.from({ length: count }, (_, back) => weekIn(team, new Date(team.now.getTime() - back * sevenDaysMs))).reverse();
