/** The OAuth scopes the bot asks for: all it needs and no more. */
export const scopes = [
  "commands",
  "chat:write",
  "app_mentions:read",
  "im:history",
  "im:write",
  "reactions:read",
  "users:read",
  "channels:read",
  "groups:read",
  "channels:history",
  "groups:history",
  "files:write",
  "links:read",
  "links:write",
] as const;

/** Those that an installation may leave out: they only serve to look for a message whose answer was lost. */
export const optionalScopes: readonly (typeof scopes)[number][] = ["channels:history", "groups:history"];

/** The events the bot listens to. */
export const botEvents = [
  "app_home_opened",
  "app_mention",
  "app_uninstalled",
  "link_shared",
  "member_joined_channel",
  "message.im",
  "reaction_added",
  "reaction_removed",
  "tokens_revoked",
] as const;

/** Sites whose links to papers get a line of the bot's. */
export const unfurlDomains = ["arxiv.org", "huggingface.co", "hf.co", "alphaxiv.org"] as const;

/** The slash command. */
export const slashCommand = "/papers";

/** The message shortcut "Find papers". */
export const findShortcut = "find_papers";
