import type { PostLimits } from "../../core/post-limits.ts";

/** Discord's limits, as its documents and `openapi.json` give them; lengths are UTF-16 units. */
export const limits = {
  /** All components, nested ones included. */
  components: 40,
  /** All text of a message; Discord allows 4,000. */
  text: 3_900,
  /** A message without components. */
  content: 2_000,
  customId: 100,
  buttonLabel: 80,
  buttonsInRow: 5,
  optionText: 100,
  options: 25,
  placeholder: 150,
  modalTitle: 45,
  fieldLabel: 45,
  fieldHint: 100,
  fieldValue: 4_000,
  fields: 5,
  choices: 25,
  choiceText: 100,
  description: 100,
  threadName: 100,
  /** Threads leave the list of open ones after a week without a message. */
  archiveMinutes: 10_080,
  appliedTags: 5,
  url: 2_000,
  /** Requests for messages or reactions of one page. */
  page: 100,
} as const;

/** Bits of a message's `flags`. */
export const flags = { suppressEmbeds: 1 << 2, ephemeral: 1 << 6, componentsV2: 1 << 15 } as const;

/** `allowed_mentions` of every message: mentions notify no member. */
export const noMentions = { parse: [] };

/** How many messages Discord takes from the bot. */
export const postLimits: PostLimits = {
  channel: { posts: 5, inMs: 5_000 },
  workspace: null,
  all: { posts: 50, inMs: 1_000 },
  held: "channel",
};
