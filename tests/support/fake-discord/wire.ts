import {
  type Attachment,
  type Channel,
  type Guild,
  type GuildMember,
  isThread,
  type Message,
  type Overwrite,
  type Role,
  type User,
  type World,
} from "./world.ts";

/** A user as it travels. */
export const userOut = ({ id, username, bot }: User) => ({
  id,
  username,
  discriminator: "0",
  global_name: bot ? null : username,
  avatar: null,
  bot,
});

/** A member as it travels. */
export const memberOut = ({ user, roles }: GuildMember) => ({
  user: userOut(user),
  roles,
  nick: null,
  avatar: null,
  joined_at: "2025-01-01T00:00:00.000000+00:00",
  deaf: false,
  mute: false,
  flags: 0,
});

const overwriteOut = ({ id, type, allow, deny }: Overwrite) => ({
  id,
  type,
  allow: allow.toString(),
  deny: deny.toString(),
});

const tagOut = ({ id, name }: { id: string; name: string }) => ({
  id,
  name,
  moderated: false,
  emoji_id: null,
  emoji_name: null,
});

/** A channel as it travels. */
export const channelOut = (channel: Channel) => ({
  id: channel.id,
  type: channel.type,
  name: channel.name,
  ...(channel.guild === null ? {} : { guild_id: channel.guild }),
  position: channel.position,
  permission_overwrites: channel.overwrites.map(overwriteOut),
  parent_id: channel.parent,
  ...(channel.recipient ? { recipients: [userOut(channel.recipient)] } : {}),
  ...(channel.type === 15
    ? { available_tags: (channel.tags ?? []).map(tagOut), flags: channel.needsTag ? 1 << 4 : 0 }
    : {}),
  ...(isThread(channel)
    ? {
        applied_tags: channel.applied ?? [],
        owner_id: "1000000000000000001",
        message_count: 0,
        member_count: 1,
        thread_metadata: {
          archived: false,
          auto_archive_duration: channel.archiveMinutes ?? 1440,
          locked: channel.locked ?? false,
          archive_timestamp: "2025-01-01T00:00:00.000000+00:00",
        },
      }
    : {}),
});

/** A role as it travels. */
export const roleOut = ({ id, name, permissions }: Role, guild: Guild) => ({
  id,
  name,
  permissions: permissions.toString(),
  position: id === guild.id ? 0 : 1,
  color: 0,
  hoist: false,
  managed: false,
  mentionable: false,
  flags: 0,
});

/** A server as `GUILD_CREATE` sends it. */
export function guildOut(world: World, guild: Guild) {
  const channels = [...world.channels.values()].filter((channel) => channel.guild === guild.id);
  const me = guild.members.get(world.bot.id);
  return {
    id: guild.id,
    name: guild.name,
    icon: null,
    owner_id: guild.owner,
    system_channel_id: guild.systemChannel,
    system_channel_flags: 0,
    features: [],
    roles: guild.roles.map((role) => roleOut(role, guild)),
    emojis: [],
    stickers: [],
    channels: channels.filter((channel) => !isThread(channel)).map(channelOut),
    // Of private threads those that the bot is in; it is in none.
    threads: channels.filter(({ type }) => type === 11).map(channelOut),
    members: me ? [memberOut(me)] : [],
    member_count: guild.members.size,
    presences: [],
    voice_states: [],
    stage_instances: [],
    guild_scheduled_events: [],
    soundboard_sounds: [],
    joined_at: "2025-01-01T00:00:00.000000+00:00",
    large: false,
    unavailable: false,
    preferred_locale: "en-US",
    afk_timeout: 300,
    verification_level: 0,
    default_message_notifications: 0,
    explicit_content_filter: 0,
    mfa_level: 0,
    nsfw_level: 0,
    premium_tier: 0,
    premium_progress_bar_enabled: false,
  };
}

const attachmentOut = ({ id, filename, size }: Attachment) => ({
  id,
  filename,
  size,
  url: `https://cdn.discordapp.com/${id}/${filename}`,
  proxy_url: `https://media.discordapp.net/${id}/${filename}`,
});

/** A message as it travels. */
export const messageOut = (world: World, message: Message) => ({
  id: message.id,
  channel_id: message.channel,
  author: userOut(message.author),
  content: message.content,
  timestamp: message.at.toISOString(),
  edited_timestamp: message.edited?.toISOString() ?? null,
  tts: false,
  mention_everyone: false,
  mentions: [],
  mention_roles: [],
  attachments: message.attachments.map(attachmentOut),
  embeds: [],
  components: message.components,
  flags: message.flags,
  pinned: false,
  type: message.interaction ? 20 : 0,
  ...(message.nonce === null ? {} : { nonce: message.nonce }),
  ...(message.interaction ? { webhook_id: world.bot.id, application_id: world.bot.id } : {}),
  reactions: [...message.reactions].map(([name, users]) => ({
    emoji: { id: null, name },
    count: users.length,
    count_details: { burst: 0, normal: users.length },
    burst_colors: [],
    me: users.some(({ id }) => id === world.bot.id),
    me_burst: false,
  })),
});
