import { dayMs } from "../../../durations.ts";
import { dayOf, daysAsked, daysWatched, syncEveryMs } from "../days.ts";
import { summaryOf } from "../reading/summary.ts";
import type { Reading, Source, SourceReport, SourceSettings, SyncOptions, SyncWork } from "../source.ts";
import { arxivDay, isQuiet, missedBetween, shouldShowToday, submittedSince } from "./announcements.ts";
import { papersPerPage, readByIds, readSubmitted } from "./api.ts";
import { arxiv, arxivPace, feedName } from "./arxiv.ts";
import { isAnnouncements, parseAnnouncements } from "./parse-feed.ts";

/** One less than the syncs of a day: a program that runs for the same hours each day comes to every page too. */
const turnsADay = 47;

/** arXiv's feed: the new papers of the configured categories, announced once on each weekday. */
export const arxivFeed: Source = {
  name: feedName,
  title: "arXiv's feed of new papers",
  pace: arxivPace,
  endpoint: ({ arxivRssUrl }) => ({ baseUrl: arxivRssUrl }),
  sync: (work, options) => syncNewPapers(work, options),
  parse: {
    expected: "arXiv's feed of new papers",
    xml: (text) => (isAnnouncements(text) ? parseAnnouncements(text) : null),
  },
};

/**
 * Reads the day's announcements. arXiv's API is asked for what they leave out: days on which nothing was read, a feed
 * that still shows an older list, and what a person asks for.
 */
async function syncNewPapers(work: SyncWork, options: SyncOptions): Promise<SourceReport[]> {
  if (work.settings.arxivCategories.length === 0) return [];
  const at = work.now();
  const today = arxivDay(at);
  const asked = daysAsked(options, dayOf(at))?.at(-1);
  if (asked !== undefined && options.date !== undefined) return [await readSpan(work, [asked, asked], options)];
  const known = await knownUntil(work);
  const missed = known !== null && missedBetween(known, today) ? submittedSince(known, at) : undefined;
  const from = [asked, missed].filter((day) => day !== undefined).sort()[0];
  const submitted = from === undefined ? [] : [await catchUp(work, from, options)];
  const { reading, shown, replaced } = await readFeed(work, options);
  await readWatched(work, replaced, options);
  const report = summaryOf(arxivFeed, [reading]).result;
  if (reading.status === "failed") return [...submitted, report];
  const isLate = shown !== null && shown < today && shouldShowToday(at);
  // A library that begins on a day without announcements begins with the last ones.
  const begins = known === null && reading.status === "empty";
  if (submitted.length === 0 && (begins || (isLate && (known === null || known < today)))) {
    submitted.push(await catchUp(work, submittedSince(known ?? shown ?? today, at), options));
  }
  const failed = submitted.find(({ status }) => status === "failed");
  if (isLate) await noteLate(work, report, shown, failed);
  else if (!failed && (shown === null || shown >= today || isQuiet(at))) await noteSuccess(work, arxivFeed);
  return [...submitted, report];
}

/** The day in New York up to which all announcements were read, from the feed or from the API; null at the beginning. */
async function knownUntil({ store }: SyncWork): Promise<string | null> {
  const states = await Promise.all([arxivFeed, arxiv].map(({ name }) => store.sources.get(name)));
  const days = states.flatMap(({ lastSuccessAt }) => (lastSuccessAt ? [arxivDay(lastSuccessAt)] : []));
  return days.sort().at(-1) ?? null;
}

/** Reads all that was submitted from a day on; a success counts as having read today's announcements. */
async function catchUp(work: SyncWork, from: string, options: SyncOptions): Promise<SourceReport> {
  const report = await readSpan(work, [from, dayOf(work.now())], options);
  if (report.status !== "failed") await noteSuccess(work, arxiv);
  return report;
}

async function readSpan(work: SyncWork, [from, to]: [string, string], options: SyncOptions): Promise<SourceReport> {
  const { add, result } = summaryOf(arxiv);
  await readSubmitted(arxiv, work.read, { categories: work.settings.arxivCategories, from, to }, options, add);
  return result;
}

/**
 * Asks arXiv's API about posted and saved papers. It asks about those that the feed calls replaced, because the feed lacks the
 * comment in which authors withdraw a paper. It also asks about one page of the others: the bot may have been off when the feed
 * announced their new version.
 */
async function readWatched(work: SyncWork, replaced: readonly string[], options: SyncOptions): Promise<void> {
  const { insist, deadlineMs } = options;
  const ids = [...new Set([...(await work.store.updates.watched(replaced)), ...(await pageOfDay(work))])];
  for (let from = 0; from < ids.length; from += papersPerPage) {
    const page = ids.slice(from, from + papersPerPage);
    const { status } = await readByIds(arxiv, work.read, page, { insist, deadlineMs, partial: true });
    // The next sync reads the feed again, changed or not, and asks again for what it calls replaced.
    if (status === "failed") return work.store.sources.putValidators(feedAddress(work), null, null);
  }
}

/** The arXiv ids whose turn it is, a page at most: every paper posted or saved since updates are told comes once a day. */
async function pageOfDay({ store, now }: SyncWork): Promise<string[]> {
  const begun = await store.updates.begun(feedName);
  if (begun === null) return [];
  const at = now().getTime();
  const ids = await store.updates.watchedSince(new Date(Math.max(begun.getTime(), at - daysWatched * dayMs)));
  const turn = Math.floor(at / syncEveryMs) % Math.max(turnsADay, Math.ceil(ids.length / papersPerPage));
  return ids.slice(turn * papersPerPage, (turn + 1) * papersPerPage);
}

const feedPath = ({ arxivCategories }: SourceSettings): string => `/atom/${arxivCategories.join("+")}`;
const feedAddress = ({ settings }: SyncWork): string => arxivFeed.endpoint(settings).baseUrl + feedPath(settings);

/** Reads the feed; `shown` is the day of the list it shows, null for a list without entries. `replaced` are arXiv ids. */
async function readFeed(
  { store, read, settings }: SyncWork,
  { insist, deadlineMs, progress }: SyncOptions,
): Promise<{ reading: Reading; shown: string | null; replaced: string[] }> {
  progress?.({ done: 0, of: 1, what: arxivFeed.title });
  const { lastSuccessAt } = await store.sources.get(arxivFeed.name);
  let shown: string | null = null;
  let replaced: string[] = [];
  const reading = await read(arxivFeed, {
    path: feedPath(settings),
    parse: (text) => {
      const parsed = parseAnnouncements(text);
      shown = parsed.day;
      replaced = parsed.replacements.flatMap(({ arxivId }) => arxivId ?? []);
      return parsed;
    },
    // Before the first success an "unchanged" would hide how old the list is.
    conditional: lastSuccessAt !== null,
    partial: true,
    insist,
    deadlineMs,
  });
  const isSame = reading.status === "unchanged" && shown === null;
  return { reading, replaced, shown: isSame && lastSuccessAt ? arxivDay(lastSuccessAt) : shown };
}

async function noteSuccess({ store, now }: SyncWork, { name }: Source): Promise<void> {
  await store.sources.put({ ...(await store.sources.get(name)), lastSuccessAt: now() });
}

/** Writes down that the feed shows an old list: no success, and a failure where the API could not fill in. */
async function noteLate(work: SyncWork, report: SourceReport, shown: string, failed?: SourceReport): Promise<void> {
  const { sources } = work.store;
  const state = await sources.get(arxivFeed.name);
  const still = `${arxivFeed.title} still shows the list of ${shown}`;
  report.status = failed ? "failed" : "late";
  report.reason = failed ? still : `${still}; ${arxiv.title} was asked for the papers since then`;
  report.retryAt = failed?.retryAt ?? null;
  const failures = failed ? state.failures + 1 : 0;
  await sources.put({ ...state, failures, lastError: report.reason, nextAttemptAt: report.retryAt });
}
