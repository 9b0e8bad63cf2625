import type { Adapter } from "../../adapter.ts";
import { dayIn, shortDay } from "../../messages/dates.ts";
import type { Roundup } from "../../roundups/compose.ts";
import type { Candidate } from "../../roundups/rank.ts";
import type { Delivery, Post, Store } from "../../store/store.ts";

interface Around {
  store: Store;
  delivery: Delivery;
  home: Adapter | undefined;
}

/** The roundup with links to where its papers were posted in the chat, among the channels that the member can see. */
export async function withPosts(roundup: Roundup, where: Around): Promise<Roundup> {
  const { store, delivery, home } = where;
  const { subscription, workspace } = delivery;
  if (!home || subscription.madeBy === null) return roundup;
  const posts = new Map<string, Post[]>();
  for (const { paper } of roundup.chosen)
    posts.set(
      paper.id,
      (await store.posts.ofPaper(workspace.id, paper.id)).filter(({ goneAt }) => goneAt === null),
    );
  const channels = [...new Set([...posts.values()].flat().map(({ channel }) => channel))];
  if (channels.length === 0) return roundup;
  const seen = await home.sees(workspace, subscription.madeBy, channels).catch(() => new Map<string, string>());
  const chosen: Candidate[] = [];
  for (const candidate of roundup.chosen) {
    const post = posts.get(candidate.paper.id)?.find(({ channel }) => seen.get(channel) === "yes");
    const link = post ? await home.permalink(post).catch(() => null) : null;
    const day = post && shortDay(dayIn(post.postedAt, subscription.tz));
    chosen.push(link && day ? { ...candidate, posted: [{ text: `in your chat since ${day}`, link }] } : candidate);
  }
  return { ...roundup, chosen };
}
