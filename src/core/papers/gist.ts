import type { PaperFacts } from "./paper.ts";
import { gistFeatures } from "./gist-features.ts";
import weights from "./gist-weights.json" with { type: "json" };
import { standingAlone } from "./gist-wording.ts";
import { sentencesOf } from "./sentences.ts";

const weightOf = new Map<string, number>(Object.entries(weights));
/** A sentence whose score is so much below the best one's is background. */
const nearEnough = 2.5;

/**
 * The sentence of its abstract that says what is new in a paper, in the authors' words, at most 220 characters. Null
 * where no likely sentence can stand alone.
 */
export function gistOf({ title, abstract }: Pick<PaperFacts, "title" | "abstract">): string | null {
  const sentences = sentencesOf(abstract);
  const ranked = gistFeatures(sentences, title)
    .map((features, at) => ({ at, score: features.reduce((sum, one) => sum + (weightOf.get(one) ?? 0), 0) }))
    .sort((a, b) => b.score - a.score || a.at - b.at);
  const least = (ranked[0]?.score ?? 0) - nearEnough;
  for (const { at } of ranked.filter(({ score }) => score >= least)) {
    const gist = standingAlone(sentences[at] ?? "");
    if (gist !== null) return gist;
  }
  return null;
}
