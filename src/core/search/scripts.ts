const unspacedScripts = "Han Hiragana Katakana Hangul Thai Lao Khmer Myanmar".split(" ");

/** A character of a script that writes words without spaces, or joins particles to them: each is a word of its own. For the flag `v`. */
export const unspaced = `[[\\p{L}\\p{N}]&&[${unspacedScripts.map((script) => `\\p{scx=${script}}`).join("")}]]`;

/** A letter or digit of any other script. */
export const spacedWord = `[[\\p{L}\\p{N}]--${unspaced}]`;
