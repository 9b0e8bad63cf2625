/** A place people chat, or their mailbox; what a workspace, channel or member id means is each platform's own. */
export type Platform = "slack" | "discord" | "terminal" | "email";

/** Platforms as people call them. */
export const platformNames: Record<Platform, string> = {
  slack: "Slack",
  discord: "Discord",
  terminal: "The terminal",
  email: "The mail server",
};

const mailPrefix = "email:";

/** The channel of a member's roundups by e-mail: their address may change and is kept apart. */
export const mailChannel = (member: string): string => `${mailPrefix}${member}`;

/** Whether a channel is a member's mailbox. */
export const isMailChannel = (channel: string): boolean => channel.startsWith(mailPrefix);

/** A workspace (Slack team, Discord guild, the terminal's `local`) by its platform id. */
export interface WorkspaceRef {
  platform: Platform;
  workspace: string;
}

/** A bot of a platform: its application's id. */
export interface BotRef {
  platform: Platform;
  bot: string;
}

/** A channel of a workspace, or a thread in it; a direct message is a channel too. */
export interface Target extends WorkspaceRef {
  channel: string;
  /** Slack: the parent's ts; Discord: the thread channel's id. */
  thread: string | null;
}

/** A message that appeared on a platform. */
export interface PostRef extends Target {
  message: string;
}

/** One thing that was checked for whoever runs the bot. */
export interface Finding {
  /** "settings", "database", "sources" or a platform. */
  part: string;
  ok: boolean;
  says: string;
  /** What to do; null where nothing is wrong. */
  mend: string | null;
}
