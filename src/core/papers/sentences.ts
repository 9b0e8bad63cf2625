let segmenter: Intl.Segmenter | undefined;

/** Made when it is first needed: that takes 10 ms, and many runs show no sentence. */
const bySentence = (): Intl.Segmenter => (segmenter ??= new Intl.Segmenter("en", { granularity: "sentence" }));

/** Ends that look like a sentence's but are not: "et al.", "e.g.". */
const abbreviation = /\b(?:al|e\.g|i\.e|cf|vs|v\.s|etc|resp|Fig|Eq|Sec|Tab|approx|w\.r\.t|a\.k\.a)\.\s*$/u;
/** A single initial: the end of a name ("J. Doe"), unless the next sentence begins with a word that is never a name. */
const initial = /(?:^|\s)\p{Lu}\.\s*$/u;
const opening = /^(?:The|This|These|To|We|In|It|Our|However|Here|By|On|For|While|As)\b/;
/** Two sentences that lost the space between them ("costs.Drawing on"), or whose second begins with a name ("a gap. aDSL closes"). */
const glued = /(?<=[a-z]{3}[.?!])(?=[A-Z][a-z]+[ ,])|(?<=(?:[a-z]{3}|[\d)}\]])[.?!]\s)(?=[a-z]{1,3}[A-Z])/;

/** A text in its sentences, each with the white space behind it; joined they are the text again. */
export function sentencesOf(text: string): string[] {
  const found: string[] = [];
  for (const { segment } of bySentence().segment(text)) {
    const before = found.at(-1);
    const runsOn =
      before !== undefined && (abbreviation.test(before) || (initial.test(before) && !opening.test(segment)));
    if (runsOn) found[found.length - 1] = before + segment;
    else found.push(...segment.split(glued));
  }
  return found;
}
