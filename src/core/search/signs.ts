import { beyondAscii, spacedWord, whenNeeded } from "./scripts.ts";

/** Classes of characters, as parts of an expression. */
interface Alphabet {
  word: string;
  letter: string;
  capital: string;
  digit: string;
}

// The sign comes first, because a search for its few characters is fast.
const after = (before: string, sign: string): string => String.raw`${sign}(?<=${before}${sign})`;

function signIn({ word, letter, capital, digit }: Alphabet): string {
  const [start, ends] = [`(?<!${word})`, `(?!${word})`];
  return [
    after(`${start}${letter}`, String.raw`(?:\+\+|[#*])`) + ends,
    String.raw`${after(`${start}(?:${letter}|${capital}{2})`, String.raw`[&\/]`)}(?=${letter}(?![+#*]|${word}))`,
    `${after(`${start}${letter}`, String.raw`[\^_]`)}(?=${digit})`,
    `${after(start, String.raw`\.`)}(?=[Nn][Ee][Tt]${ends})`,
  ].join("|");
}

/** A sign that belongs to a name, as the source of an expression with the flag `v`: of "C++", "A*", "Q&A", "I/O", "R^2", "L_1", ".NET". */
export const nameSign = signIn({
  word: spacedWord,
  letter: String.raw`\p{L}`,
  capital: String.raw`\p{Lu}`,
  digit: String.raw`\p{N}`,
});

/** The same for texts of ASCII alone. */
export const asciiNameSign = signIn({ word: "[A-Za-z0-9]", letter: "[A-Za-z]", capital: "[A-Z]", digit: "[0-9]" });

const signHere = whenNeeded(nameSign, "yv");
const [everySign, anySign] = [whenNeeded(nameSign, "gv"), whenNeeded(nameSign, "v")];
const [everyAsciiSign, anyAsciiSign] = [new RegExp(asciiNameSign, "gv"), new RegExp(asciiNameSign, "v")];

/** What such a sign begins with: most texts have none. */
const signStart = /[+#*&/^_]|\.[Nn][Ee][Tt]/;

/** What people write instead of a sign; the other signs only join what stands around them. */
const signWords: Readonly<Record<string, string>> = { "++": "plusplus", "#": "sharp", "*": "star", ".": "dot" };

/** A word with its signs as letters: "C++" gives "Cplusplus", "Q&A" gives "QA". */
export const spellSigns = (word: string, isAscii = !beyondAscii.test(word)): string =>
  signStart.test(word) ? word.replace(isAscii ? everyAsciiSign : everySign(), (sign) => signWords[sign] ?? "") : word;

/** The first characters of such signs. */
export const signCharacters = "+#*&/^_.";

/** Whether a text has a sign that belongs to a name. */
export const hasNameSign = (text: string, isAscii = !beyondAscii.test(text)): boolean =>
  signStart.test(text) && (isAscii ? anyAsciiSign : anySign()).test(text);

/** Whether such a sign begins at this position of a text. */
export function isNameSign(text: string, at: number): boolean {
  const sign = signHere();
  sign.lastIndex = at;
  return sign.test(text);
}
