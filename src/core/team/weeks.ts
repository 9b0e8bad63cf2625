import { dayMs } from "../../durations.ts";
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
  /** Its papers, newest first, each once, with the last week that it was posted in. */
  papers: { id: string; week: string }[];
}

const mostWeeks = 26;
/** A team that has just begun sees this many weeks all the same. */
const fewestWeeks = 8;

/** What a team read in the last half year, or since it began, by the names of its roundups, most papers first; `weeks` oldest first. */
export async function topicsByWeek(team: Team): Promise<{ weeks: string[]; topics: TopicWeeks[] }> {
  const from = new Date(team.now.getTime() - (mostWeeks + 1) * sevenDaysMs);
  const had = (await hadIn(team, { from, until: null })).map((each) => ({ ...each, week: weekIn(team, each.at) }));
  const all = lastWeeks(team, mostWeeks);
  const first = all.indexOf(had.find(({ week }) => all.includes(week))?.week ?? "");
  const weeks = all.slice(first < 0 ? -fewestWeeks : Math.min(first, mostWeeks - fewestWeeks));
  const shown = had.filter(({ week }) => weeks.includes(week));
  const byName = Map.groupBy(shown, ({ post }) => post?.roundup ?? null);
  const topics = [...byName].map(([name, its]) => ({
    name,
    counts: weeks.map((week) => new Set(its.flatMap((each) => (each.week === week ? each.paper : []))).size),
    papers: [...Map.groupBy(its.toReversed(), ({ paper }) => paper)].flatMap(([id, [last]]) =>
      last ? { id, week: last.week } : [],
    ),
  }));
  return { weeks, topics: topics.sort((a, b) => b.papers.length - a.papers.length) };
}

const sevenDaysMs = 7 * dayMs;
const lastWeeks = (team: Team, count: number): string[] =>
  Array.from({ length: count }, (_, back) => weekIn(team, new Date(team.now.getTime() - back * sevenDaysMs))).reverse();
