import type { PostLimits } from "../../core/post-limits.ts";

/** Slack's documented limits, in characters unless the name says otherwise. */
export const limits = {
  blocksInMessage: 50,
  blocksInView: 100,
  sectionText: 3_000,
  headerText: 150,
  contextElements: 10,
  actionsElements: 25,
  buttonText: 75,
  actionId: 255,
  modalTitle: 24,
  privateMetadata: 3_000,
  optionText: 75,
  selectOptions: 100,
  altText: 2_000,
  /** The whole message's fallback text; Slack advises 4,000 and cuts at 40,000. */
  fallbackText: 4_000,
  /** All text of a message's blocks; Slack refuses more than about 13,200, which it does not document. */
  messageText: 12_000,
} as const;

/** How many messages Slack takes from the bot. */
export const postLimits: PostLimits = {
  channel: { posts: 1, inMs: 1_000 },
  workspace: { posts: 300, inMs: 60_000 },
  all: null,
  held: "workspace",
};
