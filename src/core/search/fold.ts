import { plainDigits } from "../papers/text.ts";

/** Letters that Unicode does not decompose, by what people type instead. */
const letters: Record<string, string> = {
  ł: "l",
  ø: "o",
  đ: "d",
  ħ: "h",
  ŧ: "t",
  ı: "i",
  ß: "ss",
  æ: "ae",
  œ: "oe",
  ð: "d",
  þ: "th",
  ŋ: "n",
  ς: "σ",
  // Arabic, and the letters of Persian and Urdu: as Lucene's normalizers of both read them.
  ٱ: "ا",
  ى: "ي",
  ی: "ي",
  ے: "ي",
  ک: "ك",
  ة: "ه",
  ہ: "ه",
  ە: "ه",
  ۃ: "ه",
  // Hindi writes a nasal in three ways: हिन्दी and हिंदी are one word.
  न्: "ं",
  "ँ": "ं",
  // Malayalam has letters for final consonants, which older texts write with a virama.
  ൺ: "ണ്",
  ൻ: "ന്",
  ർ: "ര്",
  ൽ: "ല്",
  ൾ: "ള്",
};
const undecomposed = new RegExp(Object.keys(letters).join("|"), "g");

/** Accents, apostrophes that Unicode counts as letters ("ŉ" holds one), the vowel points of Hebrew and Arabic, hamzas, and the nukta of Indic scripts: many texts leave them out. */
const optionalMarks =
  /[\u0300-\u036f\u0591-\u05c7\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06e4\u06e7-\u06ed\u093c\u09bc\u0a3c\u0abc\u0b3c\u0cbc\u02b9-\u02bf]|[^\p{L}\p{N}\p{M}]/gu;

/** A word of any script, in lower case, as the index stores it. */
export function foldLetters(lower: string): string {
  const bare = lower.normalize("NFKD").replace(optionalMarks, "").toLowerCase().normalize("NFC");
  const folded = plainDigits(bare.replace(undecomposed, (letter) => letters[letter] ?? letter));
  // Arabic also has marks alone as letters: a word is never empty.
  return folded === "" ? lower : folded;
}

/** What is written in several ways that differ in where a word ends, each with the usual way. */
const otherWays: readonly [RegExp, (found: string) => string][] = [
  // Hangul as single jamo, as macOS names files, and katakana of half width.
  [/[\u1100-\u11ff\uff65-\uffdc]+/g, (run) => run.normalize("NFKC")],
  // An apostrophe that Unicode counts as a letter.
  [/[\u02b9-\u02bf]/g, () => "'"],
  // Tatweel only stretches an Arabic word.
  [/\u0640+/g, () => ""],
  // Thai and Lao: the vowel am in two parts, and ae as two e.
  [/\u0e4d([\u0e48-\u0e4b]?)\u0e32/g, (am) => `${am.slice(1, -1)}\u0e33`],
  [/\u0ecd([\u0ec8-\u0ecb]?)\u0eb2/g, (am) => `${am.slice(1, -1)}\u0eb3`],
  [/\u0e40\u0e40/g, () => "\u0e41"],
];
const anyOtherWay = new RegExp(otherWays.map(([{ source }]) => source).join("|"));

/** A text with its letters composed in the usual way, so that its words are found. */
export const composed = (text: string): string =>
  anyOtherWay.test(text) ? otherWays.reduce((read, [way, usual]) => read.replace(way, usual), text) : text;
