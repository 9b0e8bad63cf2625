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

/** Text channel 0, direct messages 1, public thread 11. */
export interface Channel {
  id: string;
  guild: string | null;
  type: 0 | 1 | 11;
  name: string;
  position: number;
  overwrites: Overwrite[];
  parent: string | null;
  recipient: User | null;
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
  options?: { label: string; value: string; description?: string }[];
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
