import { lastDay, withoutFutureDays } from "../papers/future-days.ts";
import type { Paper } from "../papers/paper.ts";
import type { Store } from "../store/store.ts";
import { type Candidate, newsDay, rankByScore, rankByUpvotes, rankByVotes } from "./rank.ts";
import { rankByTaste, tasteOf } from "./rank-by-taste.ts";
import type { Library, RoundupRequest } from "./library.ts";
import { dayMs, minuteMs } from "../../durations.ts";

/** The papers chosen for a subscription, best first, and those over its limit. */
export interface Roundup {
  chosen: Candidate[];
  rest: Candidate[];
  /** Papers that came into the library since the last roundup, matching or not. */
  lookedAt: number;
}

/** What earlier roundups of a subscription did. */
export interface Past {
  /** The end of the last window; null before the first roundup. */
  lookedUntil: Date | null;
  /** Ids of papers that were over the limit. */
  leftOver: ReadonlySet<string>;
  /** Ids of papers that other roundups of the channel hold and that may not be posted yet. */
  taken?: ReadonlySet<string>;
}

/** A paper older than 14 days at the start of the window is not news, even if it was added to the library just now. */
const newsDays = 14;
/** Windows overlap by ten minutes, so that a paper saved while the last roundup was composed is not lost. */
const overlapMs = 10 * minuteMs;
const longestWindowDays = 31;
/** How far back earlier roundups count, in milliseconds: what they left over before that may be news again. */
export const rememberedMs = longestWindowDays * dayMs;
const mostHits = 500;
const dayText = (instant: Date): string => instant.toISOString().slice(0, 10);
const daysBefore = (instant: Date, days: number): string => dayText(new Date(instant.getTime() - days * dayMs));
const earlier = (a: string, b: string | null): string => (b !== null && b < a ? b : a);
const later = (a: string, b: string | null): string => (b !== null && b > a ? b : a);

/** The newest papers of the library that `of: taste` looks at besides the Daily pages. */
const mostStray = 1_500;

/**
 * Chooses the papers of a roundup. A candidate matches the topic (without a topic: is on a Daily page) and was never posted
 * in the channel, nor is in another roundup that is on its way there. It is also new, or has a team vote since the subscription was made, or was submitted since the last
 * roundup. New means added after the last roundup; for the first roundup, listed on the newest day at setup or later.
 * `of: top` instead takes papers with a vote since the last roundup, posted or not; `of: taste` without a topic also takes
 * every paper that is new to the library, if it fits.
 */
export async function compose(library: Library, request: RoundupRequest, past: Past, now: Date): Promise<Roundup> {
  const { store } = library;
  const wanted = { ...request, baselineDay: believedBaseline(request) };
  const from = past.lookedUntil ?? wanted.createdAt;
  const firstDay = firstPage(wanted, past, now);
  const top = wanted.of === "top";
  const voted = new Set(
    (await store.votes.top(wanted.workspaceId, top ? from : wanted.createdAt, mostHits)).map(({ paper }) => paper),
  );
  const wished = top ? voted : new Set([...voted, ...(await submissionsSince(store, wanted, from))]);
  const found = await findMatches(library, wanted, { from, firstDay, wished, now });
  const dropped = await excludedIds(library, wanted, from, [...found.keys()]);
  const ids = [...found.keys()].filter((id) => !dropped.has(id));
  const had = top ? new Set<string>() : await store.posts.hadIn(wanted.workspaceId, wanted.channel, ids);
  const known = await library.papers(ids.filter((id) => !had.has(id) && !past.taken?.has(id)));
  const last = lastDay(now);
  const papers = known.map((paper) => withoutFutureDays(paper, last));
  const isNew = top ? () => false : isNewsFor(wanted, past, firstDay);
  const isSought = ({ listedOn }: Paper) => wanted.topics.length > 0 || listedOn.length > 0;
  const isListed = (paper: Paper) => wished.has(paper.id) || (isSought(paper) && isNew(paper));
  const isStray = takesStray(wanted) ? isAdditionFor(past, from) : () => false;
  const eligible = papers.filter((paper) => !paper.withdrawn && (isListed(paper) || isStray(paper)));
  const stray = new Set(eligible.filter((paper) => !isListed(paper)).map(({ id }) => id));
  const candidates = await candidatesOf(store, wanted, eligible, found);
  const order = await inOrder(library, wanted, candidates, { stray, now });
  return {
    chosen: order.slice(0, wanted.limit),
    rest: order.slice(wanted.limit),
    lookedAt: await store.papers.count(from),
  };
}

async function inOrder(
  library: Library,
  wanted: RoundupRequest,
  candidates: Candidate[],
  { stray, now }: { stray: ReadonlySet<string>; now: Date },
): Promise<Candidate[]> {
  if (wanted.of === "top") return rankByVotes(candidates);
  if (wanted.of === "trending") return rankByUpvotes(candidates);
  const ids = candidates.map(({ paper }) => paper.id);
  const taste = candidates.length === 0 ? null : await tasteOf(library, wanted, ids, now);
  const listed = candidates.filter(({ paper }) => taste !== null || !stray.has(paper.id));
  const ranked = rankByScore(listed, now);
  return taste === null ? ranked : rankByTaste(library, wanted, ranked, taste, { stray, now });
}

/** Whether papers that no page lists may come into a roundup: they do where only a taste chooses. */
const takesStray = ({ of, topics }: RoundupRequest): boolean => of === "taste" && topics.length === 0;

async function candidatesOf(
  store: Store,
  wanted: RoundupRequest,
  papers: Paper[],
  found: Matches,
): Promise<Candidate[]> {
  const ids = papers.map(({ id }) => id);
  const votes = await store.votes.tallies(wanted.workspaceId, ids);
  const submitted = await store.submissions.of(wanted.workspaceId, ids);
  return papers
    .map((paper) => ({
      paper,
      votes: votes.get(paper.id) ?? 0,
      submittedBy: submitted.get(paper.id)?.member ?? null,
      ...(found.get(paper.id) ?? noMatch),
    }))
    .filter((candidate) => candidate.votes >= wanted.minvotes);
}

const submissionsSince = (store: Store, { workspaceId }: RoundupRequest, from: Date): Promise<string[]> =>
  store.submissions.since(workspaceId, windowStart(from));

const windowStart = (from: Date): Date => new Date(from.getTime() - overlapMs);

type Matches = Map<string, Pick<Candidate, "matched" | "match">>;
const noMatch = { matched: [], match: 0 };

async function findMatches(
  library: Library,
  wanted: RoundupRequest,
  { from, firstDay, wished, now }: { from: Date; firstDay: string; wished: Set<string>; now: Date },
): Promise<Matches> {
  if (wanted.topics.length === 0) {
    const ids = wanted.of === "top" ? [] : await listedSince(library, firstDay, now);
    const stray = takesStray(wanted) ? await library.addedSince(windowStart(from), mostStray) : [];
    return new Map([...ids, ...wished, ...stray].map((id) => [id, noMatch]));
  }
  const topic = wanted.topics.join(", ");
  const { hits } = await library.topic(topic, { limit: mostHits, since: oldest(wanted, from) });
  const older = wished.size > 0 ? await library.topic(topic, { limit: mostHits, since: null }) : null;
  const all = [...hits, ...(older?.hits.filter(({ id }) => wished.has(id)) ?? [])];
  // Of two hits of one paper the first is better; reversed, it is the last one set and wins.
  const ranks = all.map(({ id, matched }, i) => [id, { matched, match: 1 - i / all.length }] as const);
  return new Map(ranks.toReversed());
}

/** The newest Daily page that a new subscription starts from; null in a library without one. */
export const baselineOf = (store: Store, now: Date): Promise<string | null> => store.listings.newestDay(lastDay(now));

/** A database of before may hold a day that a subscription would wait for in vain. */
const believedBaseline = ({ baselineDay, createdAt }: RoundupRequest): string | null =>
  baselineDay === null ? null : earlier(lastDay(createdAt), baselineDay);

const oldest = ({ baselineDay }: RoundupRequest, from: Date): string =>
  earlier(daysBefore(from, newsDays), baselineDay);

/** The first Daily page that can hold news: the day before the window, because a page fills until its day ends. */
function firstPage({ baselineDay, createdAt }: RoundupRequest, { lookedUntil }: Past, now: Date): string {
  const opening = lookedUntil === null && baselineDay !== null ? baselineDay : daysBefore(lookedUntil ?? createdAt, 1);
  return later(later(opening, baselineDay), daysBefore(now, longestWindowDays));
}

async function listedSince(library: Library, firstDay: string, now: Date): Promise<string[]> {
  const ids: string[] = [];
  let day = await library.newestDay(lastDay(now));
  while (day !== null && day >= firstDay) {
    ids.push(...(await library.onDay(day)));
    day = await library.newestDay(daysBefore(new Date(day), 1));
  }
  return ids;
}

async function excludedIds(
  { topic }: Library,
  wanted: RoundupRequest,
  from: Date,
  among: string[],
): Promise<Set<string>> {
  if (among.length === 0 || wanted.exclude.length === 0) return new Set();
  const { hits } = await topic(wanted.exclude.join(", "), { limit: 100 * mostHits, since: oldest(wanted, from) });
  return new Set(hits.map(({ id }) => id));
}

/** A test for whether a paper came into the library since the last roundup, was not left over by it, and is no old one. */
function isAdditionFor({ leftOver }: Past, from: Date): (paper: Paper) => boolean {
  const since = windowStart(from);
  const oldestNews = daysBefore(from, newsDays);
  return (paper) => {
    const day = newsDay(paper);
    const isRecent = day === null || day >= oldestNews;
    return !leftOver.has(paper.id) && paper.addedAt > since && isRecent;
  };
}

/** A test for whether a paper is news for a subscription. */
function isNewsFor(
  wanted: RoundupRequest,
  { lookedUntil, leftOver }: Past,
  firstDay: string,
): (paper: Paper) => boolean {
  const { topics, baselineDay, createdAt } = wanted;
  const from = lookedUntil ?? createdAt;
  const since = lookedUntil ? from.getTime() - overlapMs : from.getTime();
  const oldestNews = daysBefore(from, newsDays);
  return (paper) => {
    if (leftOver.has(paper.id)) return false;
    const day = newsDay(paper);
    if (lookedUntil === null && baselineDay !== null && day !== null && day >= baselineDay) return true;
    // A listing is news, also of a paper that the library has known for long.
    const listed = paper.listedOn.at(-1);
    if (listed !== undefined && listed >= firstDay) return true;
    if (topics.length === 0) return day !== null && day >= firstDay;
    return paper.addedAt.getTime() > since && (day === null || day >= oldestNews);
  };
}
