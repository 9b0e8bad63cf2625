import { invited, permissionsIn } from "./permissions.ts";
import type { FakeState, Interaction } from "./state.ts";
import type { Channel, Guild } from "./world.ts";
import { channelOut, memberOut, messageOut, userOut } from "./wire.ts";

/** An interaction as `INTERACTION_CREATE` sends it. */
export function interactionOut(
  state: FakeState,
  interaction: Interaction,
  type: number,
  data: unknown,
  channel: Channel | undefined,
  guild: Guild | null,
) {
  const { world } = state;
  const { user } = interaction;
  const member = guild?.members.get(user.id);
  const permissions = (who: string) =>
    (guild && channel ? permissionsIn(world, guild, who, channel) : invited).toString();
  return {
    id: interaction.id,
    application_id: world.bot.id,
    type,
    data,
    token: interaction.token,
    version: 1,
    channel_id: interaction.channel,
    channel: channel ? channelOut(channel) : { id: interaction.channel, type: 1 },
    ...(guild
      ? { guild_id: guild.id, guild: { id: guild.id, locale: "en-US", features: [] }, guild_locale: "en-US" }
      : {}),
    ...(member ? { member: { ...memberOut(member), permissions: permissions(user.id) } } : { user: userOut(user) }),
    ...(interaction.source ? { message: messageOut(world, interaction.source) } : {}),
    app_permissions: permissions(world.bot.id),
    locale: "en-US",
    entitlements: [],
    authorizing_integration_owners: { "0": guild?.id ?? "0" },
    context: guild ? 0 : 1,
    attachment_size_limit: 10_485_760,
  };
}
