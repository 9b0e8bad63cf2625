import { Routes, type Client } from "discord.js";
import type { PostRef, Target } from "../../core/platform.ts";
import { guildChannel, missingPermissions, takesThreads } from "./channels.ts";
import { codeOf } from "./errors.ts";
import { limits } from "./limits.ts";

const threadExists = 160004;

/**
 * Starts a thread under a post (it gets the post's id). Where there can be none the target is the channel itself: in a thread,
 * in the chat of a voice channel, without permission; and in a forum, where each message is a post with a thread of its own.
 */
export async function startThread(client: Client, post: PostRef, name: string): Promise<Target> {
  const { platform, workspace, channel } = post;
  const here: Target = { platform, workspace, channel, thread: post.thread };
  const place = await guildChannel(client, channel);
  if (post.thread !== null || !place || !takesThreads(place.type)) return here;
  if ((await missingPermissions(client, post, ["threads"])).length > 0) return here;
  try {
    const body = { name: name.slice(0, limits.threadName) || "Papers", auto_archive_duration: limits.archiveMinutes };
    await client.rest.post(Routes.threads(channel, post.message), { body });
  } catch (error) {
    if (codeOf(error) === null) throw error;
    if (codeOf(error) !== threadExists) return here;
  }
  return { ...here, thread: post.message };
}

/** The channel of a member's direct messages; null where they take none. */
export async function openDirect(
  client: Client,
  where: Pick<Target, "platform" | "workspace">,
  member: string,
): Promise<Target | null> {
  try {
    const { id } = (await client.rest.post(Routes.userChannels(), { body: { recipient_id: member } })) as {
      id: string;
    };
    return { platform: where.platform, workspace: where.workspace, channel: id, thread: null };
  } catch (error) {
    if (codeOf(error) === null) throw error;
    return null;
  }
}
