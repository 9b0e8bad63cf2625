import { spacedWord } from "./scripts.ts";

const wordStart = String.raw`(?<!${spacedWord})`;
const ends = String.raw`(?!${spacedWord})`;
// The sign comes first, because a search for its few characters is fast.
const after = (before: string, sign: string): string => String.raw`${sign}(?<=${before}${sign})`;
const letterAlone = String.raw`${wordStart}\p{L}`;

/** A sign that belongs to a name, as the source of an expression with the flag `v`: of "C++", "A*", "Q&A", "I/O", "R^2", "L_1", ".NET". */
export const nameSign = [
  after(letterAlone, String.raw`(?:\+\+|[#*])`) + ends,
  String.raw`${after(String.raw`${wordStart}(?:\p{L}|\p{Lu}{2})`, String.raw`[&\/]`)}(?=\p{L}(?![+#*]|${spacedWord}))`,
  String.raw`${after(letterAlone, String.raw`[\^_]`)}(?=\p{N})`,
  String.raw`${after(wordStart, String.raw`\.`)}(?=[Nn][Ee][Tt]${ends})`,
].join("|");

const everySign = new RegExp(nameSign, "gv");
const signHere = new RegExp(nameSign, "yv");
const anySign = new RegExp(nameSign, "v");

/** What people write instead of a sign; the other signs only join what stands around them. */
const signWords: Readonly<Record<string, string>> = { "++": "plusplus", "#": "sharp", "*": "star", ".": "dot" };

/** A word with its signs as letters: "C++" gives "Cplusplus", "Q&A" gives "QA". */
export const spellSigns = (word: string): string => word.replace(everySign, (sign) => signWords[sign] ?? "");

/** Whether a text has a sign that belongs to a name. */
export const hasNameSign = (text: string): boolean => anySign.test(text);

/** The first characters of such signs. */
export const signCharacters = "+#*&/^_.";

/** Whether such a sign begins at this position of a text. */
export function isNameSign(text: string, at: number): boolean {
  signHere.lastIndex = at;
  return signHere.test(text);
}
