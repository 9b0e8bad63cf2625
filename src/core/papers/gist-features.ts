import { withoutLeadIn } from "./gist-wording.ts";

const wordsLooked = 8;
const anyRun = /[\p{L}\p{N}][^\s,;:()]*/gu;
/** Where eight words end at the latest, or nearly so. */
const farEnough = 120;
const linked = /https?:\/\/|\bavailable\b|\bgithub\b/i;
const figures = /\d(?:[\d.,]*\d)?\s*(?:%|x\b|times\b|points?\b)/;

/** What a paper is called, by its title: "RAGU" of "RAGU: A Multi-Step GraphRAG Engine"; null where the title names nothing. */
function nameIn(title: string): string | null {
  return /^([^\s:]+(?: \d[\w.]*)?):/.exec(title)?.[1] ?? null;
}

/**
 * What each sentence of an abstract looks like, as names of features: how it begins (words and pairs of words, after
 * its lead-in), whether it has figures or names the paper, where it stands, and how the sentence before begins.
 */
export function gistFeatures(sentences: readonly string[], title: string): string[][] {
  const name = nameIn(title);
  let named = false;
  let before = "";
  return sentences.map((sentence, at) => {
    const bare = withoutLeadIn(sentence);
    const words = (bare.slice(0, farEnough).match(anyRun) ?? []).slice(0, wordsLooked).map((one) => termFor(one, name));
    const features = [
      `starts ${words[0] ?? ""}`,
      `place ${Math.min(at, 6)}`,
      `part ${Math.floor((4 * at) / sentences.length)}`,
      `after ${before}`,
    ];
    for (const [i, one] of words.entries()) features.push(`has ${one}`, `has ${words[i - 1] ?? ""} ${one}`);
    if (sentence !== bare) features.push("lead-in");
    if (figures.test(sentence)) features.push("figures");
    if (linked.test(sentence)) features.push("link");
    if (name !== null && sentence.includes(name)) {
      features.push(named ? "named again" : "named first");
      named = true;
    }
    before = (/^[\p{L}\p{N}]+/u.exec(sentence)?.[0] ?? "").toLowerCase();
    return features;
  });
}

function termFor(written: string, name: string | null): string {
  if (written === name) return "NAME";
  if (/^\d/.test(written)) return "NUMBER";
  // A capital inside a word, or a second one, makes it a name of something.
  if (/.[A-Z\d]/.test(written)) return "PROPER";
  return written.toLowerCase().replace(/[.?!'"”]+$/, "");
}
