import { PermissionFlagsBits as P } from "discord-api-types/v10";
import { refusal } from "./errors.ts";
import { botMay } from "./permissions.ts";
import type { Call, Route } from "./rest.ts";
import { draft } from "./routes-messages.ts";
import { channelOf, guildOf } from "./routes-places.ts";
import { channelOut, messageOut } from "./wire.ts";
import type { Channel } from "./world.ts";

/** A thread under a message of a channel, or on its own. */
function threadIn(call: Call, id: string): Channel {
  const { world, gateway } = call.state;
  const parent = channelOf(call);
  if (![0, 5, 15].includes(parent.type)) throw refusal(50024);
  if (!botMay(world, parent, parent.type === 15 ? P.SendMessages : P.CreatePublicThreads)) throw refusal(50013);
  if (world.channels.has(id)) throw refusal(160004);
  const {
    name,
    applied_tags: applied = [],
    auto_archive_duration: archiveMinutes,
  } = call.body as unknown as ThreadBody;
  if (parent.needsTag && applied.length === 0) throw refusal(40067);
  const thread: Channel = {
    id,
    guild: parent.guild,
    type: 11,
    name,
    position: 0,
    overwrites: [],
    parent: parent.id,
    recipient: null,
    applied,
    ...(archiveMinutes ? { archiveMinutes } : {}),
  };
  world.channels.set(id, thread);
  gateway.dispatch("THREAD_CREATE", channelOut(thread), parent.guild);
  return thread;
}

interface ThreadBody {
  name: string;
  applied_tags?: string[];
  auto_archive_duration?: number;
  message?: object;
}

/** A thread on its own; in a forum it is a post, whose first message has its id. */
function startPost(call: Call): unknown {
  const { state, body, files } = call;
  const { message } = body as unknown as ThreadBody;
  const thread = threadIn(call, state.world.snowflake());
  if (!message) return channelOut(thread);
  const first = { ...draft(state, thread.id, message, files), id: thread.id };
  state.world.messages.set(first.id, first);
  return { ...channelOut(thread), message: messageOut(state.world, first) };
}

/** Threads of channels, and posts of forums. */
export const threadRoutes: Route[] = [
  [
    "POST",
    "/channels/:channel/messages/:message/threads",
    (call) => channelOut(threadIn(call, call.params["message"] ?? "")),
  ],
  ["POST", "/channels/:channel/threads", startPost],
  [
    "GET",
    "/guilds/:guild/threads/active",
    (call) => {
      const { id } = guildOf(call);
      const threads = [...call.state.world.channels.values()].filter(({ guild, type }) => guild === id && type === 11);
      return { threads: threads.map(channelOut), members: [] };
    },
  ],
];
