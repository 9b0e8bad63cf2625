/** Times of Discord's ids count from here (2015-01-01). */
const epoch = 1_420_070_400_000n;

/** A Discord user as the fake keeps it. */
export interface User {
  id: string;
  username: string;
  bot: boolean;
}

export interface Role {
  id: string;
  name: string;
  permissions: bigint;
}

export interface GuildMember {
  user: User;
  roles: string[];
}

/** What a role (type 0) or a member (type 1) is allowed or denied in one channel. */
export interface Overwrite {
  id: string;
  type: 0 | 1;
  allow: bigint;
  deny: bigint;
}

export interface Guild {
  id: string;
  name: string;
  owner: string;
  systemChannel: string | null;
  roles: Role[];
  members: Map<string, GuildMember>;
  unavailable: boolean;
}

/** Text channel 0, direct messages 1, voice channel 2, announcements 5, public and private thread 11 and 12, forum 15. */
export type ChannelType = 0 | 1 | 2 | 5 | 11 | 12 | 15;

/** Whether a type is that of a thread. */
export const isThread = ({ type }: Pick<Channel, "type">): boolean => type === 11 || type === 12;

export interface Channel {
  id: string;
  guild: string | null;
  type: ChannelType;
  name: string;
  position: number;
  overwrites: Overwrite[];
  parent: string | null;
  recipient: User | null;
  /** A thread nobody may write in. */
  locked?: boolean;
  /** Tags of a forum, or ids of those that a post of it has. */
  tags?: { id: string; name: string }[];
  applied?: string[];
  /** A forum takes no post without a tag. */
  needsTag?: boolean;
  archiveMinutes?: number;
}

/** A component of a message or dialog, as it travels. */
export interface Component {
  type: number;
  id?: number;
  custom_id?: string;
  label?: string;
  content?: string;
  url?: string;
  style?: number;
  disabled?: boolean;
  placeholder?: string;
  value?: string;
  required?: boolean;
  options?: { label: string; value: string; description?: string; default?: boolean }[];
  default_values?: { id: string; type: string }[];
  components?: Component[];
  component?: Component;
  accessory?: Component;
  description?: string;
  media?: { url: string };
  file?: { url: string };
}

export interface Attachment {
  id: string;
  filename: string;
  size: number;
  text: string;
}

/** A message that appeared; `seenBy` is the one member who sees an ephemeral message. */
export interface Message {
  id: string;
  channel: string;
  author: User;
  content: string;
  components: Component[];
  flags: number;
  nonce: string | null;
  at: Date;
  edited: Date | null;
  /** Members by raw emoji name. */
  reactions: Map<string, User[]>;
  attachments: Attachment[];
  seenBy: string | null;
  /** Sent as an interaction's answer. */
  interaction: string | null;
  deleted: boolean;
}

/** Everything the fake Discord knows, without a wire. */
export interface World {
  bot: User;
  guilds: Map<string, Guild>;
  channels: Map<string, Channel>;
  messages: Map<string, Message>;
  users: Map<string, User>;
  commands: Record<string, unknown>[];
  snowflake(): string;
  now(): Date;
}

/** An empty Discord with one application in it. */
export function createWorld(now: () => Date): World {
  let count = 0n;
  const bot: User = { id: "1000000000000000001", username: "papers", bot: true };
  return {
    bot,
    guilds: new Map(),
    channels: new Map(),
    messages: new Map(),
    users: new Map([[bot.id, bot]]),
    commands: [],
    snowflake: () => ((BigInt(now().getTime()) - epoch) * 4_194_304n + (count++ % 4_194_304n)).toString(),
    now,
  };
}

/** Messages of a channel that are still there and everybody may see, oldest first. */
export const visibleIn = (world: World, channel: string): Message[] =>
  [...world.messages.values()]
    .filter((message) => message.channel === channel && !message.deleted && message.seenBy === null)
    .sort((a, b) => (BigInt(a.id) < BigInt(b.id) ? -1 : 1));

/** The direct messages between the bot and somebody. */
export function directChannel(world: World, recipient: User): Channel {
  const known = [...world.channels.values()].find((channel) => channel.recipient?.id === recipient.id);
  if (known) return known;
  const shape = { guild: null, type: 1 as const, name: "", position: 0, overwrites: [], parent: null };
  const channel: Channel = { ...shape, id: world.snowflake(), recipient };
  world.channels.set(channel.id, channel);
  return channel;
}
