const unspacedScripts = "Han Hiragana Katakana Hangul Thai Lao Khmer Myanmar".split(" ");

/** A character of a script that writes words without spaces, or joins particles to them: each is a word of its own. For the flag `v`. */
export const unspaced = `[[\\p{L}\\p{N}]&&[${unspacedScripts.map((script) => `\\p{scx=${script}}`).join("")}]]`;

/** A letter or digit of any other script. */
export const spacedWord = `[[\\p{L}\\p{N}]--${unspaced}]`;

/** A character that is not ASCII. */
export const beyondAscii = /[^\0-\x7f]/;

/** Whether a text is ASCII alone; for long texts, where the expression takes twice as long. */
export const isAscii = (text: string): boolean => Buffer.byteLength(text) === text.length;

/** Makes an expression when it is first needed: one with the sets above takes some 15 ms, which a start can do without. */
export function whenNeeded(source: string, flags: string): () => RegExp {
  let made: RegExp | null = null;
  return () => (made ??= new RegExp(source, flags));
}
