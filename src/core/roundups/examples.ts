import type { ShownPaper, TasteOwner } from "../store/store.ts";
import type { LikedPaper } from "../taste/taste.ts";
import type { Library, RoundupRequest } from "./library.ts";

/** A paper somebody likes, and who of the workspace does; nobody for an example that was given. */
export type Liking = Pick<LikedPaper, "paper" | "members">;

/** What a taste is learnt from. */
export interface Examples {
  liked: Liking[];
  /** Papers that were shown and that nobody voted for. */
  passedOver: ShownPaper[];
  /** Fewer liked papers than this are no taste. */
  least: number;
}

/** Whose taste counts: a channel's, or a member's in their direct messages; and the papers that were given as examples. */
export type Audience = Pick<RoundupRequest, "workspaceId" | "channel" | "to" | "madeBy" | "like">;

/** One vote may be chance; an example that somebody gives is meant. */
const fewest = { voted: 2, given: 1 };
/** The newest votes and saves, and the papers shown last, that a taste is learnt from. */
const mostVotes = 200;
const mostShown = 100;

/** Papers that somebody gives as examples. */
export const givenExamples = (papers: readonly string[]): Examples => ({
  liked: papers.map((paper) => ({ paper, members: [] })),
  passedOver: [],
  least: fewest.given,
});

/** Whose votes and decisions an audience goes by; null for a personal roundup whose member had themselves erased. */
export function tasteOwner({ channel, to, madeBy }: Audience): TasteOwner | null {
  if (to === "here") return { channel };
  return madeBy === null ? null : { member: madeBy };
}

/** What an audience likes and does not; without votes where the workspace turned taste off. */
export async function examplesFor(library: Library, audience: Audience): Promise<Examples> {
  const { store } = library;
  const { workspaceId, like } = audience;
  const owner = tasteOwner(audience);
  const only = givenExamples(like);
  if (owner === null || (await store.settings.all(workspaceId)).taste === "off") return only;
  const { off, forgottenAt, without } = await store.tastes.choices(workspaceId, owner);
  if (off) return only;
  const none = new Set([...without, ...like, ...(await library.papers(without)).map(({ id }) => id)]);
  const likings = async (votes: Promise<{ paper: string; member: string; at: Date }[]>): Promise<Liking[]> => {
    const counted = (await votes).filter(({ paper, at }) => !none.has(paper) && (!forgottenAt || at > forgottenAt));
    return [...Map.groupBy(counted, ({ paper }) => paper)].map(([paper, of]) => ({
      paper,
      members: [...new Set(of.map(({ member }) => member))],
    }));
  };
  const own = await likings(votesOf(library, audience, owner, forgottenAt));
  const liked = own.length > 0 || "member" in owner ? own : await likings(publicVotes(library, workspaceId));
  const passedOver = "channel" in owner ? await store.votes.unvoted(workspaceId, owner.channel, mostShown) : [];
  return { liked: [...only.liked, ...liked], passedOver, least: like.length > 0 ? fewest.given : fewest.voted };
}

async function votesOf({ store }: Library, { workspaceId }: Audience, owner: TasteOwner, since: Date | null) {
  if ("channel" in owner) return store.votes.cast(workspaceId, { channels: [owner.channel] }, mostVotes);
  const { member } = owner;
  const saved = await store.saves.list(workspaceId, member, since);
  const at = new Date(8.64e15);
  const votes = await store.votes.cast(workspaceId, { member }, mostVotes);
  return [...votes, ...saved.slice(0, mostVotes).map((paper) => ({ paper, member, at }))];
}

/** Votes for what was posted in the workspace's public channels: for a channel that has none of its own. */
async function publicVotes({ store, publicChannels }: Library, workspaceId: number) {
  const channels = await publicChannels(workspaceId);
  return channels.length === 0 ? [] : store.votes.cast(workspaceId, { channels }, mostVotes);
}
