/** A person of a fake workspace, as `users.info` tells of them. */
export interface FakeUser {
  id: string;
  name: string;
  tz: string;
  is_admin?: boolean;
  is_owner?: boolean;
  is_restricted?: boolean;
  is_ultra_restricted?: boolean;
  is_stranger?: boolean;
  is_bot?: boolean;
}

/** A message as the workspace keeps it. */
export interface FakeMessage {
  ts: string;
  user: string;
  bot_id?: string;
  text: string;
  blocks?: unknown[];
  thread_ts?: string;
  metadata?: unknown;
  reactions: Map<string, string[]>;
  deleted?: true;
  edits: number;
}

/** A channel or direct message. */
export interface FakeChannel {
  id: string;
  name: string;
  members: Set<string>;
  archived: boolean;
  /** Seen by its members alone. */
  isPrivate: boolean;
  messages: FakeMessage[];
  /** Ephemeral messages by the member who sees them. */
  whispers: { user: string; text: string; blocks?: unknown[]; thread_ts?: string }[];
  /** Lines under links that people posted. */
  unfurls: { ts: string; url: string; blocks: unknown[] }[];
  files: { user: string; name: string; content: string }[];
}

/** One workspace: its people, its channels, and what the bot published there. */
export interface FakeTeam {
  id: string;
  name: string;
  token: string;
  botUser: string;
  botId: string;
  users: Map<string, FakeUser>;
  channels: Map<string, FakeChannel>;
  homes: Map<string, unknown>;
  views: { trigger: string; view: FakeView }[];
  /** What its token may do, told in a header of every answer; null tells nothing. */
  scopes: readonly string[] | null;
}

/** A view somebody has open. */
export interface FakeView {
  id: string;
  /** How often the bot drew it again. */
  updates: number;
  type: string;
  callback_id?: string;
  private_metadata?: string;
  blocks: unknown[];
  title?: { text: string };
}

/** What a call of the Web API ended in. */
export interface ApiCall {
  method: string;
  team: string | null;
  body: Record<string, unknown>;
  answer: Record<string, unknown>;
}

/** A workspace with one admin (U1), one member (U2), one guest (U3) and a channel C1 the bot is in. */
export function fakeTeam(id: string): FakeTeam {
  const botUser = `UBOT${id}`;
  const user = (key: string, more: Partial<FakeUser> = {}): [string, FakeUser] => [
    key,
    { id: key, name: `member-${key}`, tz: "Europe/Berlin", ...more },
  ];
  const team: FakeTeam = {
    id,
    name: `Team ${id}`,
    token: `xoxb-${id}-token`,
    botUser,
    botId: `B${id}`,
    users: new Map([
      user("U1", { is_admin: true }),
      user("U2"),
      user("U3", { is_restricted: true }),
      user("U4", { is_bot: true }),
      user(botUser, { is_bot: true }),
    ]),
    channels: new Map(),
    homes: new Map(),
    scopes: null,
    views: [],
  };
  addChannel(team, "C1", [botUser, "U1", "U2", "U3"]);
  return team;
}

/** Adds a channel with its members. */
export function addChannel(team: FakeTeam, id: string, members: string[], isPrivate = false): FakeChannel {
  const channel: FakeChannel = {
    id,
    name: id.toLowerCase(),
    members: new Set(members),
    archived: false,
    isPrivate,
    messages: [],
    whispers: [],
    unfurls: [],
    files: [],
  };
  team.channels.set(id, channel);
  return channel;
}

/** The direct messages between the bot and somebody. */
export function directMessages(team: FakeTeam, user: string): FakeChannel {
  const id = `D${team.id}${user}`;
  return team.channels.get(id) ?? addChannel(team, id, [team.botUser, user]);
}
