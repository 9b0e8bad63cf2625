import { titleText } from "../cards/paper-block.ts";
import { dayMs } from "../../durations.ts";
import { chooseByTaste, learnTaste, type Liking } from "./by-example.ts";
import type { Library, RoundupRequest } from "./library.ts";
import type { Candidate } from "./rank.ts";

/** Fewer liked papers than this are no taste. */
const fewestExamples = 2;
/** The newest votes and saves a taste is learnt from. */
const mostVotes = 200;

type Audience = Pick<RoundupRequest, "workspaceId" | "channel" | "to" | "madeBy">;

/** Candidates with team votes first, in the order they came, then the rest by the taste of those who get the roundup; without a taste, all as they came. */
export async function rankByTaste(
  library: Library,
  wanted: Audience & Pick<RoundupRequest, "limit">,
  candidates: readonly Candidate[],
  now: Date,
): Promise<Candidate[]> {
  const voted = candidates.filter(({ votes }) => votes > 0);
  const others = new Map(candidates.filter(({ votes }) => votes === 0).map((one) => [one.paper.id, one]));
  const liked = (await likedBy(library, wanted)).filter(({ paper }) => !others.has(paper));
  const before = new Date(now.getTime() + dayMs).toISOString().slice(0, 10);
  const ready = await learnTaste(library, liked, { before, candidates: [...others.keys()], least: fewestExamples });
  if (ready === null) return [...candidates];
  const places = Math.max(0, wanted.limit - voted.length);
  const chosen = chooseByTaste(
    [...others.values()].map(({ paper }) => paper),
    ready,
    places,
  );
  const examples = await library.papers([...new Set(chosen.slice(0, places).flatMap(({ because }) => because ?? []))]);
  const titles = new Map(examples.map((paper) => [paper.id, titleText(paper)]));
  const voters = new Map(liked.map(({ paper, members }) => [paper, members.length]));
  const ranked = chosen.flatMap(({ paper, because, outside }): Candidate[] => {
    const candidate = others.get(paper.id);
    if (!candidate) return [];
    const title = because === null ? undefined : titles.get(because);
    const reason = because === null || title === undefined ? null : { paper: because, title, permalink: null };
    return [{ ...candidate, reason: { because: reason, votes: voters.get(because ?? "") ?? 0, outside } }];
  });
  return [...voted, ...ranked];
}

/** What a channel votes for, or, for a personal roundup, what its member votes for and saves. */
async function likedBy({ store }: Library, { workspaceId, channel, to, madeBy }: Audience): Promise<Liking[]> {
  const personal = to !== "here";
  if (personal && madeBy === null) return [];
  const by = personal && madeBy !== null ? { member: madeBy } : { channel };
  const votes = await store.votes.cast(workspaceId, by, mostVotes);
  const saved = personal && madeBy !== null ? await store.saves.list(workspaceId, madeBy) : [];
  const all = [...votes, ...saved.slice(0, mostVotes).map((paper) => ({ paper, member: madeBy ?? "" }))];
  const papers = Map.groupBy(all, ({ paper }) => paper);
  return [...papers].map(([paper, of]) => ({ paper, members: [...new Set(of.map(({ member }) => member))] }));
}
