import { composed, foldLetters } from "./fold.ts";
import { beyondAscii, isAscii, spacedWord, unspaced, whenNeeded } from "./scripts.ts";
import { asciiNameSign, hasNameSign, nameSign, spellSigns } from "./signs.ts";

const asciiWord = new RegExp(`(?:${asciiNameSign})?[A-Za-z0-9]+(?:(?:${asciiNameSign})[A-Za-z0-9]*)*`, "gv");
const wordRest = `[[\\p{L}\\p{N}\\p{M}]--${unspaced}]*`;
const anyWord = whenNeeded(
  `${unspaced}\\p{M}*|(?:${nameSign})?${spacedWord}${wordRest}(?:(?:${nameSign})${wordRest})*`,
  "gv",
);
const unspacedRun = whenNeeded(`(?:${unspaced}\\p{M}*){2,}`, "gv");

/** Words too common to distinguish papers, folded. */
export const stopWords: ReadonlySet<string> = new Set(
  (
    "a about an and any are as at be been by can do does each et find for from get give had has have how i if in into is " +
    "it its make making may me more most no not of on or our over paper papers please some such than that the their " +
    "them then there these they this those to und under use used using via want was we were what when where which while " +
    "who why will with within without y yet you your"
  ).split(" "),
);

/** The words of a text as written: runs of letters and digits, with the signs of names ("C++"); in Chinese, Japanese, Korean, Thai … each character. */
export const wordsOf = (text: string): string[] =>
  beyondAscii.test(text) ? (composed(text).match(anyWord()) ?? []) : (text.match(asciiWord) ?? []);

/** The words of a composed text with their positions. */
export const wordMatches = (text: string): Iterable<RegExpExecArray> =>
  text.matchAll(beyondAscii.test(text) ? anyWord() : asciiWord);

/** The runs of at least two such characters in a text, each as its characters. */
export function unspacedRuns(text: string): string[][] {
  return beyondAscii.test(text) ? (composed(text).match(unspacedRun()) ?? []).map(wordsOf) : [];
}

const onlyLetters = /^[a-z0-9 ]*$/;

/** A word as the index stores it: lower case, without accents, compatibility letters (ﬁ, ｆ, 𝑓) as plain ones, signs as letters. */
export function plain(word: string): string {
  const lower = word.toLowerCase();
  if (onlyLetters.test(lower)) return lower;
  if (hasNameSign(word)) return plain(spellSigns(word));
  if (!beyondAscii.test(lower)) return lower;
  return foldLetters(lower);
}

/** A text for the full-text index: folded word by word, exactly as the words of a query are. */
export function folded(text: string): string {
  // The index itself makes capitals small, and takes what is no letter or digit for a space: of ASCII only signs are left.
  return spellSigns(isAscii(text) ? text : foldedBeyondAscii(text), true);
}

const characterBeyondAscii = /[^\0-\x7f]/g;

/** Folds what stands between two spaces and is not ASCII alone: in most texts that is a small part. */
function foldedBeyondAscii(text: string): string {
  let [read, done] = ["", 0];
  characterBeyondAscii.lastIndex = 0;
  while (characterBeyondAscii.test(text)) {
    const from = text.lastIndexOf(" ", characterBeyondAscii.lastIndex - 1) + 1;
    const space = text.indexOf(" ", from);
    const to = space === -1 ? text.length : space;
    read += text.slice(done, from) + wordsOf(text.slice(from, to)).map(plain).join(" ");
    characterBeyondAscii.lastIndex = done = to;
  }
  return read + text.slice(done);
}

/** "GPUs" and "GUIs" are plurals, and words of four letters that end alike are mostly such ("opus" has no "opu" beside it). */
const keepsItsS = /ss$|^th[iu]s$|^.{3,}[iu]s$/;
const losesEs = /(?:sses|shes|ches|xes|zes)$/;

/** Reduces a regular plural to its singular ("gans", "strategies"); this is not a stemmer. */
export function singular(word: string): string {
  if (word.length < 4 || !word.endsWith("s") || keepsItsS.test(word)) return word;
  if (word.length > 4 && word.endsWith("ies")) return `${word.slice(0, -3)}y`;
  return losesEs.test(word) ? word.slice(0, -2) : word.slice(0, -1);
}

/** A short form in capitals without the small s of its plural: "LMs" gives "LM". */
export const withoutPlural = (short: string): string => short.replace(/(?<=[A-Z]{2})s$/, "");

const termBehind = (word: string): string => singular(plain(withoutPlural(word)));

/** The forms of a word that the index may hold: as typed, singular, plural. */
export function spellings(word: string): string[] {
  const typed = plain(word);
  const one = termBehind(word);
  const many = /[^aeiou]y$/.test(one)
    ? `${one.slice(0, -1)}ies`
    : /(?:s|sh|ch|x|z)$/.test(one)
      ? `${one}es`
      : `${one}s`;
  return [...new Set([typed, one, many])];
}

const cached = new Map<string, string>();
const cacheLimit = 60_000;

/** The term of a word: the same for all its spellings. */
export function termOf(word: string): string {
  const known = cached.get(word);
  if (known !== undefined) return known;
  const term = termBehind(word);
  if (cached.size >= cacheLimit) cached.clear();
  cached.set(word, term);
  return term;
}

/** The terms of a text in order. */
export function termsOf(text: string): string[] {
  return wordsOf(text).map(termOf);
}

const namePart = /[A-Z]+s?(?![a-z])|[A-Z]?[a-z]+|[0-9]+/g;

/** The parts of words that mix cases or digits ("StyleGAN2" gives "Style GAN 2"), one string for each word; `once`: for each different word. */
export function nameParts(text: string, once = false): string[] {
  const words = mixedWords(text);
  return (once ? [...new Set(words)] : words).flatMap((word) => {
    const parts = word.match(namePart) ?? [];
    return parts.length > 1 ? [parts.join(" ")] : [];
  });
}

/** Whether a term may be a part of a mixed word: those are letters alone or digits alone. */
export const mayBeNamePart = (term: string): boolean => /^(?:[a-z]+|[0-9]+)$/.test(term);

/**
 * A capital behind a lower-case letter, or a digit beside a letter. The character itself comes first: imports scan every
 * text, and most of it is lower case.
 */
const turn = /[A-Z](?<=[a-z0-9].)|[0-9](?:(?<=[A-Za-z].)|(?=[a-z]))/g;

/** Words in which a capital follows a lower-case letter, or a digit follows a letter. */
function mixedWords(text: string): string[] {
  const found: string[] = [];
  turn.lastIndex = 0;
  while (turn.test(text)) {
    let [start, end] = [turn.lastIndex - 1, turn.lastIndex];
    while (isAsciiLetterOrDigit(text.charCodeAt(start - 1))) start--;
    while (isAsciiLetterOrDigit(text.charCodeAt(end))) end++;
    found.push(text.slice(start, end));
    turn.lastIndex = end;
  }
  return found;
}

/** Beyond the text's ends the code is NaN, which is neither. */
const isAsciiLetterOrDigit = (code: number): boolean =>
  (code >= 97 && code <= 122) || (code >= 65 && code <= 90) || (code >= 48 && code <= 57);

/** Appends the parts of mixed words to a text, so that "gan" matches "StyleGAN". The index needs each once: it does not count. */
export function withNameParts(text: string, once = false): string {
  const parts = nameParts(text, once);
  return parts.length === 0 ? text : `${text} ${nameDivider} ${parts.join(` ${nameDivider} `)}`;
}

/** Keeps a phrase from matching across two parts. */
export const nameDivider = "0x0";
