/** Skin tones and the marks that only choose how an emoji is drawn. */
const looks = /\p{Emoji_Modifier}|\ufe0e|\ufe0f/gu;

/** One name for every look of an emoji: Unicode without skin tone, a server's own emoji by its id. */
export const foldEmoji = ({ id, name }: { id: string | null; name: string | null }): string =>
  id ?? (name ?? "").replace(looks, "");
