const prefix = "user-";

/** The workspace of a member who installed the app for themselves and shares no server with the bot. */
export const ownWorkspace = (member: string): string => `${prefix}${member}`;

/** Whose own workspace it is; null for a server's. */
export const whoseOwn = (workspace: string): string | null =>
  workspace.startsWith(prefix) ? workspace.slice(prefix.length) : null;
