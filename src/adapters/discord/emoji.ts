/** An emoji's name: Unicode as it was set, skin tone and all; a server's own by its id, because its name can change. */
export const emojiName = ({ id, name }: { id: string | null; name: string | null }): string => id ?? name ?? "";
