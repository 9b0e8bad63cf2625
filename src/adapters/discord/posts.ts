import {
  ChannelType,
  REST,
  Routes,
  type Client,
  type RESTGetAPIChannelMessagesResult,
  type RouteLike,
} from "discord.js";
import type { Adapter, Attempt, FindOutcome, Refusal, SendOutcome } from "../../core/adapter.ts";
import type { PostRef } from "../../core/platform.ts";
import { channelId, inGuild, missingPermissions } from "./channels.ts";
import { keepToken } from "./access.ts";
import { asDiscord } from "./draw/components.ts";
import type { Log } from "../../log.ts";
import { codeOf, forLog, outcomeOf } from "./errors.ts";
import { findInForum, forumOf, postInForum } from "./forum.ts";
import { papersCommandOf } from "./interactions/register.ts";
import { flags, limits, noMentions } from "./limits.ts";
import { carries, containerId, suffixOf } from "./marker.ts";
import { plainContent } from "./draw/plain.ts";
import { render } from "./draw/render.ts";

/** What posting needs of the connection. */
export interface PostParts {
  client: () => Client;
  /** A REST client for posts only: one request each, without waiting and retries. */
  rest: REST;
  now: () => Date;
  log: Log;
}

/** How long Discord surely answers a repeated nonce with the existing message, in milliseconds. */
const nonceMs = 120_000;
const epochMs = 1_420_070_400_000;
const lookBackMs = 60_000;
const retrySoonMs = 5_000;

/** The REST client for posts: no retries; a rate limit is an error that the caller handles. */
export const postingRest = (apiUrl: string, token: string, timeout = 10_000): REST =>
  keepToken(
    new REST({ api: apiUrl, version: "10", retries: 0, timeout, rejectOnRateLimit: () => true }).setToken(token),
  );

/** Sending, finding and redrawing messages of ours. */
export function createPosts(parts: PostParts): Pick<Adapter, "send" | "find" | "edit"> {
  const { rest, now } = parts;

  const post = async (attempt: Attempt): Promise<SendOutcome> => {
    try {
      const forum = forumOf(parts.client(), channelId(attempt.target));
      if (forum) return await postInForum(rest, forum, attempt, bodyOf(parts, attempt));
      const body = { ...bodyOf(parts, attempt), nonce: attempt.marker, enforce_nonce: true };
      return sentOutcome(await rest.post(Routes.channelMessages(channelId(attempt.target)), { body }));
    } catch (error) {
      return outcomeOf(error, now());
    }
  };
  const published = <Outcome extends SendOutcome | FindOutcome>(attempt: Attempt, outcome: Outcome): Outcome => {
    if (outcome.status === "sent" && attempt.topics) publish(parts, channelId(attempt.target), outcome.message);
    return outcome;
  };

  return {
    send: async (attempt) => published(attempt, await post(attempt)),
    async find(attempt, claimedAt, firstClaimedAt) {
      const isForum = forumOf(parts.client(), channelId(attempt.target)) !== null;
      const byNonce = !isForum && now().getTime() - firstClaimedAt.getTime() < nonceMs;
      const found = byNonce ? postAgain(parts, attempt, post) : lookInChannel(parts, attempt, claimedAt);
      return published(attempt, await found);
    },
    async edit(target, message) {
      const workspace = inGuild(parts.client(), channelId(target)) ? null : target.workspace;
      const suffix = workspace === null ? "" : suffixOf("", workspace);
      const components = asDiscord(
        render(message, { suffix, containerId: null, command: papersCommandOf(parts.client()) }),
      );
      const body = { components, flags: flags.componentsV2, allowed_mentions: noMentions };
      return changeMessage(parts, target, (route) => rest.patch(route, { body }));
    },
  };
}

function bodyOf({ client }: PostParts, { target, message, marker, plain }: Attempt) {
  if (plain) return { content: plainContent(message), flags: flags.suppressEmbeds, allowed_mentions: noMentions };
  const suffix = suffixOf(marker, inGuild(client(), channelId(target)) ? null : target.workspace);
  const drawing = { suffix, containerId: containerId(marker), command: papersCommandOf(client()) };
  const components = asDiscord(render(message, drawing));
  return { components, flags: flags.componentsV2, allowed_mentions: noMentions };
}

const sentOutcome = (answer: unknown): SendOutcome => {
  const id = (answer as { id?: unknown } | null)?.id;
  return typeof id === "string"
    ? { status: "sent", message: id }
    : { status: "ambiguous", detail: "Discord answered something that is not a message" };
};

/** Refusals that say nothing about the message that is looked for. */
const isPassing = (why: Refusal): boolean => why === "unreachable" || why === "token_revoked";

/** The message id of a post that was deleted before its id was known. */
const deleted = "deleted";

/** Posts again with the same nonce: Discord answers with the existing message, or makes it now. */
async function postAgain(
  { rest, now, ...parts }: PostParts,
  attempt: Attempt,
  post: (attempt: Attempt) => Promise<SendOutcome>,
): Promise<FindOutcome> {
  const outcome = await post(attempt);
  switch (outcome.status) {
    case "sent":
      return outcome;
    case "rate_limited":
      return { status: "wait", until: outcome.until };
    case "ambiguous":
      return { status: "wait", until: new Date(now().getTime() + retrySoonMs) };
    case "refused":
      if (outcome.why === "message_gone") return { status: "sent", message: deleted };
      if (isPassing(outcome.why)) return { status: "wait", until: new Date(now().getTime() + retrySoonMs) };
      return lookInChannel({ rest, now, ...parts }, attempt, new Date(now().getTime() - nonceMs));
  }
}

/** Reads the channel from a minute before the attempt on. Answers `absent` only if the bot may read the history. */
async function lookInChannel(parts: PostParts, attempt: Attempt, claimedAt: Date): Promise<FindOutcome> {
  const { client, now } = parts;
  // Fetches the channel again, because cached permissions may be old and without them a channel looks empty.
  await client()
    .channels.fetch(channelId(attempt.target), { force: true })
    .catch(() => null);
  const [missing] = await missingPermissions(client(), attempt.target, ["history"]);
  if (missing) return { status: "unreadable", why: missing.howToGrant };
  try {
    return await findInChannel(parts, attempt, claimedAt);
  } catch (error) {
    const outcome = outcomeOf(error, now());
    if (outcome.status === "refused" && !isPassing(outcome.why)) return { status: "unreadable", why: outcome.detail };
    const until = outcome.status === "rate_limited" ? outcome.until : new Date(now().getTime() + retrySoonMs);
    return { status: "wait", until };
  }
}

async function findInChannel({ client, rest }: PostParts, attempt: Attempt, claimedAt: Date): Promise<FindOutcome> {
  const content = attempt.plain ? plainContent(attempt.message) : "";
  const route = Routes.channelMessages(channelId(attempt.target));
  let after = snowflakeAt(claimedAt.getTime() - lookBackMs);
  const forum = forumOf(client(), channelId(attempt.target));
  if (forum) return findInForum(rest, forum, attempt, content, after);
  for (;;) {
    const query = new URLSearchParams({ after, limit: String(limits.page) });
    const page = (await rest.get(route, { query })) as RESTGetAPIChannelMessagesResult;
    const ours = page.find(
      ({ author, ...message }) => author.id === client().user?.id && carries(message, attempt, content),
    );
    if (ours) return { status: "sent", message: ours.id };
    const newest = page.map(({ id }) => BigInt(id)).reduce((most, id) => (id > most ? id : most), 0n);
    if (page.length < limits.page) return { status: "absent" };
    after = newest.toString();
  }
}

/** Hands a roundup in an announcement channel on to the servers that follow it. Discord takes ten of those an hour: a refused one stays where it is. */
function publish({ client, rest, log }: PostParts, channel: string, message: string): void {
  if (client().channels.cache.get(channel)?.type !== ChannelType.GuildAnnouncement) return;
  void rest.post(Routes.channelMessageCrosspost(channel, message)).catch((error: unknown) => {
    log.warn(forLog(error), "a roundup could not be published to the channel's followers");
  });
}

const snowflakeAt = (ms: number): string => (BigInt(Math.max(0, ms - epochMs)) << 22n).toString();

async function changeMessage(
  { now }: PostParts,
  post: PostRef,
  act: (route: RouteLike) => Promise<unknown>,
): Promise<SendOutcome> {
  if (post.message === deleted) return { status: "refused", why: "message_gone", detail: "it was deleted" };
  try {
    await act(Routes.channelMessage(channelId(post), post.message));
    return { status: "sent", message: post.message };
  } catch (error) {
    if (codeOf(error) === 10003) return { status: "refused", why: "message_gone", detail: "its channel is gone" };
    return outcomeOf(error, now());
  }
}
