import type { Adapter } from "../../adapter.ts";
import { openAmong } from "../../roundups/open-channels.ts";
import type { Roundup } from "../../roundups/compose.ts";
import type { Candidate } from "../../roundups/rank.ts";
import type { Delivery, Post, Store } from "../../store/store.ts";

/** Links the reasons of a roundup's papers to posts that every reader of the roundup sees: in its channel, else elsewhere. */
export async function withReasonLinks(
  roundup: Roundup,
  store: Store,
  delivery: Delivery,
  adapter: Adapter,
): Promise<Roundup> {
  const linked = async (candidate: Candidate): Promise<Candidate> => {
    const because = candidate.reason?.because;
    if (!candidate.reason || !because) return candidate;
    const post = await postToLink(because.paper, store, delivery, adapter);
    const permalink = post && (await adapter.permalink(post).catch(() => null));
    return { ...candidate, reason: { ...candidate.reason, because: { ...because, permalink } } };
  };
  const chosen: Candidate[] = [];
  for (const candidate of roundup.chosen) chosen.push(await linked(candidate));
  return { ...roundup, chosen };
}

async function postToLink(
  paper: string,
  { posts }: Store,
  { workspace, subscription }: Delivery,
  adapter: Adapter,
): Promise<Post | null> {
  const { channel, to, madeBy } = subscription;
  const there = (await posts.ofPaper(workspace.id, paper, channel)).filter(({ goneAt }) => goneAt === null);
  const own = there.find((post) => post.channel === channel);
  if (own || there.length === 0) return own ?? null;
  const channels = [...new Set(there.map((post) => post.channel))];
  const read = async (): Promise<ReadonlySet<string>> => {
    if (to === "here" || madeBy === null) return openAmong(adapter, workspace, channels);
    const seen = await adapter.sees(workspace, madeBy, channels);
    return new Set(channels.filter((one) => seen.get(one) === "yes"));
  };
  const open = await read().catch((): ReadonlySet<string> => new Set());
  return there.find((post) => open.has(post.channel)) ?? null;
}
