import { EventEmitter, once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import "./hurry.ts";
import { createFaults } from "./faults.ts";
import { announceGuild, createGateway } from "./gateway.ts";
import { readText } from "./looks.ts";
import { createPerson, type Person } from "./people.ts";
import { clearReactions, reactionEvent } from "./reactions.ts";
import { everyone, invited } from "./permissions.ts";
import { createRateLimits } from "./rate-limits.ts";
import { idleConnectionMs } from "../idle-connection.ts";
import { createRest } from "./rest.ts";
import { specification } from "./specification.ts";
import type { FakeState } from "./state.ts";
import {
  createWorld,
  directChannel,
  isThread,
  visibleIn,
  type Channel,
  type Guild,
  type Message,
  type User,
} from "./world.ts";
import { channelOut, roleOut } from "./wire.ts";

/** How a fake Discord is set up. */
export interface FakeDiscordOptions {
  now?: () => Date;
  token?: string;
  /** Answers 429 to what comes faster than Discord's limits. */
  enforceLimits?: boolean;
  heartbeatMs?: number;
  shards?: number;
  /** Holds bodies against Discord's own specification where it is there; on unless said otherwise. */
  specification?: boolean;
  port?: number;
}

/** What a look found, or nothing yet. */
type Look<T> = T | null | undefined | false;

/** A token of the right shape that only the fake knows. */
export const fakeToken = "MTAwMDAwMDAwMDAwMDAwMDAwMQ.fAkEtO.not-a-real-token-of-anything-at-all-123";

/** Discord, as far as the bot can tell: REST v10 and the gateway on a real port of this machine. */
export async function startFakeDiscord(options: FakeDiscordOptions = {}) {
  const {
    now = () => new Date(),
    token = fakeToken,
    enforceLimits = false,
    heartbeatMs = 41_250,
    shards = 1,
  } = options;
  const world = createWorld(now);
  const bus = new EventEmitter().setMaxListeners(0);
  const timers = new Set<NodeJS.Timeout>();
  const server = createServer({ keepAliveTimeout: idleConnectionMs });
  server.listen(options.port ?? 0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  const gatewayUrl = () => `ws://127.0.0.1:${port}`;
  const state: FakeState = {
    world,
    token,
    gatewayUrl,
    shards,
    gateway: createGateway(server, world, token, heartbeatMs, gatewayUrl),
    faults: createFaults(),
    rateLimits: createRateLimits(() => now().getTime(), enforceLimits),
    check: options.specification === false ? null : specification(),
    interactions: new Map(),
    nonces: new Map(),
    requests: [],
    violations: [],
    changed: () => void bus.emit("change"),
    later(act, ms) {
      const timer = setTimeout(() => {
        timers.delete(timer);
        act();
      }, ms);
      timers.add(timer);
    },
  };
  server.on("request", createRest(state));

  /** Waits until a look at the fake finds something; gives up in time to say what it waited for. */
  async function until<T>(look: () => Look<T> | Promise<Look<T>>, waitMs = 300_000): Promise<T> {
    for (const deadline = Date.now() + waitMs; Date.now() < deadline;) {
      const found = await look();
      if (found) return found;
      await change(20);
    }
    const why = state.violations.length > 0 ? `; refused: ${state.violations.join("; ")}` : "";
    throw new Error(`waited ${waitMs} ms in vain for ${look.toString()}${why}`);
  }

  /** The next change, or a while, because a look may also depend on what the fake does not see. */
  const change = (ms: number): Promise<void> =>
    new Promise((resolve) => {
      const done = () => {
        clearTimeout(timer);
        bus.off("change", done);
        resolve();
      };
      const timer = setTimeout(done, ms);
      bus.on("change", done);
    });

  const user = (id: string, bot = false): User => {
    const known = world.users.get(id) ?? { id, username: `member-${id}`, bot };
    world.users.set(id, known);
    return known;
  };
  const firstGuild = () => [...world.guilds.values()][0] ?? null;

  return {
    state,
    world,
    token,
    gateway: state.gateway,
    faults: state.faults,
    violations: state.violations,
    requests: state.requests,
    rateLimits: state.rateLimits,
    until,
    /** What `DISCORD_API_URL` takes. */
    apiUrl: `http://127.0.0.1:${port}/api`,

    /** A server with the bot in it, one channel, and permissions as the invite URL grants them. */
    guild(name = "Lab", how: { permissions?: bigint; channels?: string[]; announce?: boolean } = {}): Guild {
      const id = world.snowflake();
      const owner = user(`${BigInt(id) + 1n}`);
      const botRole = { id: `${BigInt(id) + 2n}`, name: "papers", permissions: how.permissions ?? invited };
      const guild: Guild = {
        id,
        name,
        owner: owner.id,
        systemChannel: null,
        roles: [{ id, name: "@everyone", permissions: everyone }, botRole],
        members: new Map([
          [owner.id, { user: owner, roles: [] }],
          [world.bot.id, { user: world.bot, roles: [botRole.id] }],
        ]),
        unavailable: false,
      };
      world.guilds.set(id, guild);
      for (const channel of how.channels ?? ["general"]) this.channel(guild, channel);
      if (how.announce) announceGuild(state.gateway, world, guild);
      return guild;
    },
    channel(guild: Guild, name: string, how: Partial<Channel> = {}): Channel {
      const id = world.snowflake();
      const position = [...world.channels.values()].filter((one) => one.guild === guild.id).length;
      const channel: Channel = {
        id,
        guild: guild.id,
        type: 0,
        name,
        position,
        overwrites: [],
        parent: null,
        recipient: null,
        ...how,
      };
      world.channels.set(id, channel);
      if (state.gateway.connections() > 0)
        state.gateway.dispatch(isThread(channel) ? "THREAD_CREATE" : "CHANNEL_CREATE", channelOut(channel), guild.id);
      return channel;
    },
    /** Allows or denies the bot something in one channel, and tells it. */
    overwrite(channel: Channel, change: { allow?: bigint; deny?: bigint }): void {
      channel.overwrites = [{ id: world.bot.id, type: 1, allow: change.allow ?? 0n, deny: change.deny ?? 0n }];
      state.gateway.dispatch("CHANNEL_UPDATE", channelOut(channel), channel.guild);
    },
    deleteChannel(channel: Channel): void {
      world.channels.delete(channel.id);
      state.gateway.dispatch("CHANNEL_DELETE", channelOut(channel), channel.guild);
    },
    /** The bot is removed from a server, or the server is out of order for a while. */
    removeGuild(guild: Guild, unavailable = false): void {
      guild.unavailable = unavailable;
      if (!unavailable) world.guilds.delete(guild.id);
      state.gateway.dispatch("GUILD_DELETE", { id: guild.id, ...(unavailable ? { unavailable: true } : {}) }, guild.id);
    },
    announceGuild: (guild: Guild) => {
      guild.unavailable = false;
      announceGuild(state.gateway, world, guild);
    },
    /** A member at a keyboard; `permissions` come as a role of their own. */
    member(id: string, how: { guild?: Guild | null; permissions?: bigint; bot?: boolean } = {}): Person {
      const guild = how.guild === undefined ? firstGuild() : how.guild;
      const who = user(id, how.bot);
      if (guild && !guild.members.has(id)) {
        const role = { id: world.snowflake(), name: `of ${id}`, permissions: how.permissions ?? 0n };
        guild.roles.push(role);
        state.gateway.dispatch("GUILD_ROLE_CREATE", { guild_id: guild.id, role: roleOut(role, guild) }, guild.id);
        guild.members.set(id, { user: who, roles: [role.id] });
      }
      return createPerson(state, who, guild, until);
    },
    reactionEvent: (who: User, message: Message, emoji: string, added: boolean) =>
      reactionEvent(state, who, message, emoji, added),
    clearReactions: (message: Message, emoji: string | null = null) => clearReactions(state, message, emoji),
    /** What everybody sees in a channel, oldest first. */
    messages: (channel: Channel | string): Message[] =>
      visibleIn(world, typeof channel === "string" ? channel : channel.id),
    texts: (channel: Channel | string): string[] =>
      visibleIn(world, typeof channel === "string" ? channel : channel.id).map(readText),
    /** The direct messages between the bot and somebody. */
    direct: (person: Person): Channel => directChannel(world, person.user),
    /** How often a route was called. */
    calls: (method: string, path: RegExp): number =>
      state.requests.filter((one) => one.method === method && path.test(one.path)).length,
    async stop(): Promise<void> {
      for (const timer of timers) clearTimeout(timer);
      state.gateway.stop();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** A running fake Discord. */
export type FakeDiscord = Awaited<ReturnType<typeof startFakeDiscord>>;
