import { dayMs } from "../../durations.ts";
import { titleText } from "../cards/paper-block.ts";
import { byTaste } from "../taste/choose.ts";
import { learnTaste, likeWhat, type ReadyTaste } from "./by-example.ts";
import { type Audience, examplesFor } from "./examples.ts";
import type { Library, RoundupRequest } from "./library.ts";
import { type Candidate, score } from "./rank.ts";

/** Of the papers that nobody listed, this many times the limit are looked at, those that fit best. */
const strayPerPlace = 3;

/** A taste, and how many of the team vote for each of its examples. */
export interface TeamTaste extends ReadyTaste {
  voters: ReadonlyMap<string, number>;
}

/** The taste of those who get a roundup, learnt up to now; null where too little is known of it. */
export async function tasteOf(
  library: Library,
  audience: Audience,
  candidates: readonly string[],
  now: Date,
): Promise<TeamTaste | null> {
  const examples = await examplesFor(library, audience);
  const asked = new Set(candidates);
  const liked = examples.liked.filter(({ paper }) => !asked.has(paper));
  const before = new Date(now.getTime() + dayMs).toISOString().slice(0, 10);
  const ready = await learnTaste(library, { ...examples, liked }, { before, candidates });
  return ready && { ...ready, voters: new Map(liked.map(({ paper, members }) => [paper, members.length])) };
}

/**
 * Candidates with team votes first, in the order they came, then the rest by taste: with `of: new` the taste is one term
 * of the score, with `of: taste` it alone decides, and of the `stray` papers, which nobody listed, only those that are
 * like an example stay.
 */
export async function rankByTaste(
  library: Library,
  { of, limit, to }: Pick<RoundupRequest, "of" | "limit" | "to">,
  candidates: readonly Candidate[],
  ready: TeamTaste,
  { stray, now }: { stray: ReadonlySet<string>; now: Date },
): Promise<Candidate[]> {
  const fits = new Map(candidates.map(({ paper }) => [paper.id, ready.taste.fit(ready.reader.read(paper))]));
  const fitOf = ({ paper }: Candidate) => fits.get(paper.id) ?? 0;
  const voted = candidates.filter(({ votes }) => votes > 0);
  const strays = candidates
    .filter(({ paper, votes }) => votes === 0 && stray.has(paper.id))
    .sort((a, b) => fitOf(b) - fitOf(a))
    .slice(0, strayPerPlace * limit);
  const left = new Set(strays.filter(({ paper }) => likeWhat(ready, paper) !== null));
  const others = candidates.filter((one) => one.votes === 0 && (!stray.has(one.paper.id) || left.has(one)));
  const shareOf = shares(others.map(fitOf));
  const orderOf = (one: Candidate) =>
    of === "taste" ? fitOf(one) : score({ ...one, taste: shareOf(fitOf(one)) }, now);
  const chosen = byTaste(others, orderOf, limit, voted.length);
  const places = Math.max(0, limit - voted.length);
  const because = new Map(
    chosen.slice(0, places).map(({ paper: { paper }, outside }) => [paper.id, outside ? null : likeWhat(ready, paper)]),
  );
  const examples = await library.papers([...new Set([...because.values()].filter((id) => id !== null))]);
  const titles = new Map(examples.map((paper) => [paper.id, titleText(paper)]));
  const ranked = chosen.map(({ paper: one, outside }): Candidate => {
    const like = because.get(one.paper.id) ?? null;
    const title = like === null ? undefined : titles.get(like);
    const example = like === null || title === undefined ? null : { paper: like, title, permalink: null };
    const votes = ready.voters.get(like ?? "") ?? 0;
    return { ...one, reason: { because: example, outside, liked: votes === 0 ? null : to === "here" ? votes : "you" } };
  });
  return [...voted, ...ranked];
}

/** Where a fit stands between the worst (0) and the best (1) of some. */
function shares(fits: readonly number[]): (fit: number) => number {
  const [worst, best] = [Math.min(...fits), Math.max(...fits)];
  return (fit) => (best > worst ? (fit - worst) / (best - worst) : 0);
}
