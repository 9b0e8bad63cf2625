import { PermissionFlagsBits as P } from "discord-api-types/v10";
import { refusal } from "./errors.ts";
import { botMay } from "./permissions.ts";
import type { Call, Route } from "./rest.ts";
import type { Channel } from "./world.ts";
import { channelOut, guildOut, memberOut, userOut } from "./wire.ts";

/** The channel of a call, if the bot may see it. */
export function channelOf({ state, params }: Call): Channel {
  const channel = state.world.channels.get(params["channel"] ?? "");
  if (!channel) throw refusal(10003);
  if (!botMay(state.world, channel, 0n)) throw refusal(50001);
  return channel;
}

const guildOf = ({ state, params }: Call) => {
  const guild = state.world.guilds.get(params["guild"] ?? "");
  if (!guild) throw refusal(10004);
  return guild;
};

const threadIn = (call: Call, id: string): unknown => {
  const { world, gateway } = call.state;
  const parent = channelOf(call);
  if (!botMay(world, parent, P.CreatePublicThreads)) throw refusal(50013);
  if (world.channels.has(id)) throw refusal(160004);
  const name = String(call.body["name"]);
  const thread: Channel = {
    id,
    guild: parent.guild,
    type: 11,
    name,
    position: 0,
    overwrites: [],
    parent: parent.id,
    recipient: null,
  };
  world.channels.set(id, thread);
  gateway.dispatch("THREAD_CREATE", channelOut(thread), parent.guild);
  return channelOut(thread);
};

const application = ({ state: { world } }: Call) => ({
  id: world.bot.id,
  name: "papers",
  icon: null,
  description: "",
  bot_public: true,
  bot_require_code_grant: false,
  verify_key: "00",
  flags: 0,
  bot: userOut(world.bot),
});

/** A stored command as Discord answers it: with its defaults filled in. */
const commandOut = (command: Record<string, unknown>, call: Call) => ({
  id: call.state.world.snowflake(),
  application_id: call.state.world.bot.id,
  version: call.state.world.snowflake(),
  type: 1,
  description: "",
  default_member_permissions: null,
  dm_permission: true,
  contexts: null,
  integration_types: [0],
  nsfw: false,
  name_localizations: null,
  description_localizations: null,
  ...command,
});

/** The application, its commands, servers, members, channels and threads. */
export const placeRoutes: Route[] = [
  [
    "GET",
    "/gateway/bot",
    ({ state }) => ({
      url: state.gatewayUrl(),
      shards: state.shards,
      session_start_limit: {
        total: 1000,
        remaining: 1000 - state.gateway.identifies.length,
        reset_after: 86_400_000,
        max_concurrency: 1,
      },
    }),
  ],
  ["GET", "/users/@me", ({ state }) => userOut(state.world.bot)],
  ["GET", "/applications/@me", application],
  ["GET", "/oauth2/applications/@me", application],
  ["GET", "/applications/:application/commands", ({ state }) => state.world.commands],
  [
    "PUT",
    "/applications/:application/commands",
    (call) => {
      call.state.world.commands = (call.body as unknown as Record<string, unknown>[]).map((command) =>
        commandOut(command, call),
      );
      return call.state.world.commands;
    },
  ],
  [
    "POST",
    "/users/@me/channels",
    ({ state: { world }, body }) => {
      const user = world.users.get(String(body["recipient_id"]));
      if (!user) throw refusal(10013);
      const known = [...world.channels.values()].find(({ recipient }) => recipient?.id === user.id);
      const id = known?.id ?? world.snowflake();
      const channel: Channel = known ?? {
        id,
        guild: null,
        type: 1,
        name: "",
        position: 0,
        overwrites: [],
        parent: null,
        recipient: user,
      };
      world.channels.set(id, channel);
      return channelOut(channel);
    },
  ],
  ["GET", "/guilds/:guild", (call) => guildOut(call.state.world, guildOf(call))],
  [
    "GET",
    "/guilds/:guild/members/:user",
    (call) => {
      const member = guildOf(call).members.get(call.params["user"] ?? "");
      if (!member) throw refusal(10007);
      return memberOut(member);
    },
  ],
  ["GET", "/channels/:channel", (call) => channelOut(channelOf(call))],
  ["POST", "/channels/:channel/messages/:message/threads", (call) => threadIn(call, call.params["message"] ?? "")],
  ["POST", "/channels/:channel/threads", (call) => threadIn(call, call.state.world.snowflake())],
];
