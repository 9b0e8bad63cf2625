import { refusal } from "./errors.ts";
import { botMay } from "./permissions.ts";
import type { Call, Route } from "./rest.ts";
import { type Channel, directChannel } from "./world.ts";
import { channelOut, guildOut, memberOut, userOut } from "./wire.ts";

/** The channel of a call, if the bot may see it. */
export function channelOf({ state, params }: Call): Channel {
  const channel = state.world.channels.get(params["channel"] ?? "");
  if (!channel) throw refusal(10003);
  if (!botMay(state.world, channel, 0n)) throw refusal(50001);
  return channel;
}

/** The server of a call. */
export const guildOf = ({ state, params }: Call) => {
  const guild = state.world.guilds.get(params["guild"] ?? "");
  if (!guild) throw refusal(10004);
  return guild;
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
      return channelOut(directChannel(world, user));
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
  [
    "GET",
    "/users/:user",
    ({ state: { world }, params }) => {
      const user = world.users.get(params["user"] ?? "");
      if (!user) throw refusal(10013);
      return userOut(user);
    },
  ],
];
