import { Events, type Client } from "discord.js";
import type { Adapter, Host } from "../../core/adapter.ts";
import type { AnyCommand } from "../../core/command/define.ts";
import { UserError } from "../../errors.ts";
import type { Log } from "../../log.ts";
import { createTokenCheck } from "./access.ts";
import { channelId, guildChannel, missingPermissions } from "./channels.ts";
import { connectClient, createClient, healthOf, logConnection } from "./connection.ts";
import { listenToDirectMessages } from "./direct-messages.ts";
import { forLog } from "./errors.ts";
import { forumOf } from "./forum.ts";
import { listenToGuilds, reportGuilds, welcomeAll } from "./guilds.ts";
import { listenToInteractions } from "./interactions/interactions.ts";
import { limits, postLimits } from "./limits.ts";
import { fetchMember } from "./members.ts";
import { openDirect, startThread } from "./places.ts";
import { createPosts, postingRest } from "./posts.ts";
import { listenToReactions, reactionsOf } from "./reactions.ts";
import { channelFacts, sees } from "./sight.ts";
import { register } from "./interactions/register.ts";
import { split } from "./draw/split.ts";
import { hourMs, minuteMs } from "../../durations.ts";

/** What the adapter needs from the program. */
export interface DiscordDeps {
  commands: readonly AnyCommand[];
  log: Log;
  now: () => Date;
  /** How long a press waits for its answer, in milliseconds, until it is acknowledged without one. */
  patienceMs: number;
  /** How long the answer to a post is waited for, in milliseconds. */
  requestMs?: number;
}

const firstRetryMs = 1_000;
const lastRetryMs = minuteMs;
/** A session begins with an identify, of which Discord takes a thousand a day. */
const lastIdentifyMs = 5 * minuteMs;
/** The longest wait for a rate limit, whatever Discord asks for. */
const longestSendWaitMs = hourMs;
/** The time limit for running work and for `destroy`, which never ends while a client identifies. */
const stopMs = 3_000;

/** Makes the Discord adapter; `apiUrl` is the address without the API's version. */
export function createDiscord({ token, apiUrl }: { token: string; apiUrl: string }, deps: DiscordDeps): Adapter {
  const { commands, log, now, patienceMs } = deps;
  let client = createClient(apiUrl);
  let trouble: string | null = null;
  let stopping = new AbortController();
  const underWay = new Set<Promise<unknown>>();
  const rest = postingRest(apiUrl, token, deps.requestMs);
  const posts = createPosts({ client: () => client, rest, now, log });
  const access = createTokenCheck(rest, log, () => stopping.signal.aborted);

  const logged = (work: Promise<unknown>): Promise<unknown> =>
    work.catch((error: unknown) => log.error(forLog(error), "handling a Discord event failed"));
  /** Runs the work of an event; logs a failure, which must not reach discord.js. */
  const run = (work: () => Promise<unknown>): void => {
    const running = logged(work()).finally(() => underWay.delete(running));
    underWay.add(running);
  };

  function listen(fresh: Client, host: Host): void {
    logConnection(fresh, log);
    listenToInteractions({ client: fresh, host, commands, log, patienceMs }, run);
    listenToDirectMessages(fresh, host, run);
    listenToReactions(fresh, host, now, run);
    listenToGuilds(fresh, host, sendPatiently, run);
    fresh.on(Events.ShardDisconnect, () => run(() => connectAgain(fresh, host)));
  }

  /** Sends a message that is in no outbox (a welcome), waiting through rate limits. */
  const sendPatiently: Adapter["send"] = async (attempt) => {
    const { signal } = stopping;
    for (;;) {
      const outcome = await posts.send(attempt);
      if (outcome.status !== "rate_limited") return outcome;
      const asked = outcome.until.getTime() - now().getTime();
      await sleep(Math.min(longestSendWaitMs, Math.max(firstRetryMs, asked)), signal);
      if (signal.aborted) return outcome;
    }
  };

  /** Retries until it works, with growing waits; null if the program stops first. */
  async function keepTrying<Result>(failed: string, attempt: () => Promise<Result>): Promise<Result | null> {
    const { signal } = stopping;
    for (let wait = firstRetryMs; !signal.aborted; wait = Math.min(wait * 2, lastRetryMs)) {
      try {
        return await attempt();
      } catch (error) {
        if (error instanceof UserError) throw error;
        if (signal.aborted) return null;
        trouble = error instanceof Error ? error.message : String(error);
        log.warn({ ...forLog(error), nextInMs: wait }, `${failed}; trying again`);
        await sleep(wait, signal);
      }
    }
    return null;
  }

  async function connectOnce(host: Host): Promise<Client<true>> {
    const fresh = client;
    listen(fresh, host);
    try {
      return await connectClient(fresh, token);
    } catch (error) {
      if (client === fresh) client = createClient(apiUrl);
      throw error;
    }
  }

  /** discord.js gives up after some codes; one of them in passing, such as a token refused once, is no reason to. */
  async function connectAgain(ended: Client, host: Host): Promise<void> {
    const { signal } = stopping;
    if (signal.aborted || ended !== client) return;
    trouble = "Discord ended the session";
    client = createClient(apiUrl);
    await Promise.race([ended.destroy(), sleep(stopMs, null)]);
    for (let wait = firstRetryMs; !signal.aborted; wait = Math.min(wait * 2, lastIdentifyMs)) {
      try {
        const ready = await connectOnce(host);
        trouble = null;
        run(async () => {
          await register(ready, commands, log);
          await welcomeAll(ready, host, sendPatiently, logged);
        });
        return await reportGuilds(ready, host);
      } catch (error) {
        trouble = error instanceof Error ? error.message : String(error);
        log.error({ ...forLog(error), nextInMs: wait }, "Discord ended the session; connecting again");
        await sleep(wait, signal);
      }
    }
  }

  return {
    platform: "discord",
    exclusive: true,
    postLimits,
    pageSize: 10,
    dialogFields: limits.fields,
    configurers: "Members who may manage this channel or the server",
    isForum: (channel) => forumOf(client, channel) !== null,
    async start(host) {
      if (stopping.signal.aborted) client = createClient(apiUrl);
      stopping = new AbortController();
      trouble = null;
      const { signal } = stopping;
      const ready = await keepTrying("Discord cannot be reached", () => connectOnce(host));
      if (!ready || signal.aborted) return;
      run(() => reportGuilds(ready, host));
      await keepTrying("registering /papers failed", () => register(ready, commands, log));
      run(() => welcomeAll(ready, host, sendPatiently, logged));
      trouble = null;
    },
    async stop() {
      stopping.abort();
      await Promise.race([Promise.allSettled(underWay), sleep(stopMs, null)]);
      await Promise.race([client.destroy(), sleep(stopMs, null)]);
    },
    health: () => healthOf(client, access.refused() ?? trouble),
    checkAccess: () => access.check(),
    split,
    ...posts,
    threadUnder: (post, name) => startThread(client, post, name),
    direct: (where, member) => openDirect(client, where, member),
    missingPermissions: (target, wants) => missingPermissions(client, target, wants),
    reactionsOf: (post) => reactionsOf(client, post),
    member: (where, member, channel) => fetchMember(client, where.workspace, member, channel),
    sees: (where, member, channels) => sees(client, where.workspace, member, channels),
    channel: (where, channel) => channelFacts(client, where.workspace, channel),
    async permalink(post) {
      const guild = (await guildChannel(client, channelId(post))) ? post.workspace : "@me";
      return `https://discord.com/channels/${guild}/${channelId(post)}/${post.message}`;
    },
  };
}

const sleep = (ms: number, signal: AbortSignal | null): Promise<void> =>
  new Promise((resolve) => {
    const timer = setTimeout(resolve, ms);
    timer.unref();
    signal?.addEventListener("abort", () => (clearTimeout(timer), resolve()), { once: true });
  });
