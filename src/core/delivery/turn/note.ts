import { minuteMs } from "../../../durations.ts";
import type { Adapter } from "../../adapter.ts";
import type { Target } from "../../platform.ts";
import type { Delivery, Part, Post } from "../../store/store.ts";
import type { Work } from "./work.ts";

type WhereToSay = Pick<Target, "channel" | "thread">;

/** A member's direct messages are asked for again after this long: not every refusal to open them is a last word. */
const askDirectAgainMs = 10 * minuteMs;

/** Whether a delivery is a note about a paper, not a roundup. Nobody set it up, so nobody is told when it cannot be said. */
export const isNote = ({ subscription }: Pick<Delivery, "subscription">): boolean => subscription.of === "updates";

/** Where a note goes; null where it cannot be said, which ends it, or not now. A channel gets it in a thread or not at all. */
export async function noteTarget(work: Work, part: Part): Promise<WhereToSay | null> {
  const { store, adapter, delivery, now } = work;
  if (part.place === "channel") return directTarget(work, part);
  const post = part.post === null ? null : await store.posts.get(part.post);
  const isThere = post !== null && post.goneAt === null;
  const place = isThere ? await threadAt(adapter, post) : null;
  if (place && (place.thread !== null || delivery.subscription.to === "dm")) return place;
  const why = isThere ? "the bot may not start a thread under its post" : "its post is gone";
  await store.deliveries.giveUp(part.id, "failed", why, now(), true);
  return null;
}

async function threadAt(adapter: Adapter, post: Post): Promise<WhereToSay> {
  const { channel, thread } = post.thread === null ? await adapter.threadUnder(post, post.drawn.title) : post;
  return { channel, thread };
}

/** The direct messages of a member who saved the paper; once they are open, their channel is kept. */
async function directTarget({ store, adapter, delivery, now }: Work, part: Part): Promise<WhereToSay | null> {
  const { id, channel, madeBy, next } = delivery.subscription;
  if (madeBy === null || channel !== `@${madeBy}`) return { channel, thread: null };
  const target = await adapter.direct(delivery.workspace, madeBy);
  if (target) {
    await store.subscriptions.change(id, { channel: target.channel }, next, now());
    return { channel: target.channel, thread: target.thread };
  }
  const until = new Date(now().getTime() + askDirectAgainMs);
  await store.deliveries.again(part.id, until, "the member's direct messages cannot be opened", part.plain);
  return null;
}
