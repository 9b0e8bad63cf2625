/** Reactions that vote for the paper of a one-paper post, in every workspace. */
export const upvoteEmoji = ["👍", "⬆", "❤", "🔥"] as const;

const keycaps = ["1⃣", "2⃣", "3⃣", "4⃣", "5⃣", "6⃣", "7⃣", "8⃣", "9⃣", "🔟"];

/** Names of vote emoji as people and platforms write them. */
const emojiNames: Record<string, string> = {
  "+1": "👍",
  thumbsup: "👍",
  thumbs_up: "👍",
  thumbup: "👍",
  arrow_up: "⬆",
  up_arrow: "⬆",
  heart: "❤",
  red_heart: "❤",
  fire: "🔥",
  flame: "🔥",
  one: "1⃣",
  two: "2⃣",
  three: "3⃣",
  four: "4⃣",
  five: "5⃣",
  six: "6⃣",
  seven: "7⃣",
  eight: "8⃣",
  nine: "9⃣",
  keycap_ten: "🔟",
  ten: "🔟",
};

/** Skin tones and variation selectors. */
const looks = /\p{Emoji_Modifier}|\ufe0e|\ufe0f/gu;
const namedTone = /:?:skin-tone-[1-6]|_tone[1-5]/g;
const custom = /^<?a?:?\w+:(\d{15,22})>?$/;

/**
 * One name for every way of writing an emoji: `+1`, `:thumbsup:`, `thumbsup::skin-tone-3`, 👍🏽 → 👍; `<:party:1234…>` and
 * `party:1234…` → the custom emoji's id; other names in lower case.
 */
export function foldEmoji(written: string): string {
  const id = custom.exec(written.trim())?.[1];
  if (id !== undefined) return id;
  const bare = written.trim().toLowerCase().replace(looks, "").replace(namedTone, "").replace(/^:|:$/g, "");
  return Object.hasOwn(emojiNames, bare) ? (emojiNames[bare] ?? bare) : bare;
}

/** The number a keycap shows, 1 to 10; null for every other emoji. */
export function keycapNumber(written: string): number | null {
  const place = keycaps.indexOf(foldEmoji(written));
  return place < 0 ? null : place + 1;
}

/** The emoji a workspace added in `settings emoji`, folded: a list separated by spaces or commas. */
export const ownEmoji = (setting: string | undefined): string[] =>
  (setting ?? "")
    .split(/[\s,]+/)
    .filter((written) => written !== "")
    .map(foldEmoji);
