/**
 * Learns the weights of `src/core/papers/gist.ts` from our own judgements of which sentences of an abstract say what is
 * new: `node scripts/gist/learn.ts ../shared/data/huggingface` (the texts are not in the repository, the judgements are).
 */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { gistFeatures } from "../../src/core/papers/gist-features.ts";
import { sentencesOf } from "../../src/core/papers/sentences.ts";
import { capturedPapers } from "./captured-papers.ts";
import judgements from "./judgements.json" with { type: "json" };

interface Example {
  /** The features of each sentence. */
  sentences: string[][];
  /** What share of the truth a sentence has: 1 where it says best what is new, 0.35 where it says it well. */
  truth: number[];
}

const rounds = 400;
const step = 0.02;
const momentum = 0.9;
const shrink = 0.03;
/** A feature seen less often is chance. */
const leastSeen = 3;
/** A weight this small decides nothing. */
const leastWeight = 0.08;

const folder = process.argv[2];
if (!folder) throw new Error("Say where the captured days are: node scripts/gist/learn.ts ../shared/data/huggingface");
const papers = capturedPapers(folder);
const examples = Object.entries(judgements.learn).map(([id, { best, good }]): Example => {
  const paper = papers.get(id);
  if (!paper) throw new Error(`The captured days have no paper ${id}.`);
  const sentences = gistFeatures(sentencesOf(paper.abstract), paper.title);
  const truth = sentences.map((_, i) => (isIn(best, i + 1) ? 1 : isIn(good, i + 1) ? 0.35 : 0));
  return { sentences, truth };
});

function isIn(list: readonly number[], number: number): boolean {
  return list.includes(number);
}

/** Softmax over the sentences of an abstract, by gradient ascent with shrunken weights. */
function learn(): Map<string, number> {
  const seen = new Map<string, number>();
  for (const feature of examples.flatMap(({ sentences }) => sentences.flatMap((features) => [...new Set(features)])))
    seen.set(feature, (seen.get(feature) ?? 0) + 1);
  const weights = new Map([...seen].filter(([, count]) => count >= leastSeen).map(([feature]) => [feature, 0]));
  const speed = new Map<string, number>();
  for (let round = 0; round < rounds; round++) {
    const gradient = gradientAt(weights);
    for (const [feature, weight] of weights) {
      const moved = momentum * (speed.get(feature) ?? 0) + (gradient.get(feature) ?? 0);
      speed.set(feature, moved);
      weights.set(feature, weight + (step * moved) / Math.sqrt(examples.length));
    }
  }
  return weights;
}

function gradientAt(weights: ReadonlyMap<string, number>): Map<string, number> {
  const gradient = new Map([...weights].map(([feature, weight]) => [feature, -shrink * examples.length * weight]));
  for (const { sentences, truth } of examples) {
    const scores = sentences.map((features) => features.reduce((sum, one) => sum + (weights.get(one) ?? 0), 0));
    const top = Math.max(...scores);
    const chance = scores.map((score) => Math.exp(score - top));
    const right = chance.map((one, i) => one * (truth[i] ?? 0));
    const [all, allRight] = [sum(chance), sum(right)];
    for (const [i, features] of sentences.entries()) {
      const pull = (right[i] ?? 0) / allRight - (chance[i] ?? 0) / all;
      for (const one of features) if (weights.has(one)) gradient.set(one, (gradient.get(one) ?? 0) + pull);
    }
  }
  return gradient;
}

const sum = (numbers: readonly number[]): number => numbers.reduce((a, b) => a + b, 0);

const kept = [...learn()]
  .filter(([, weight]) => Math.abs(weight) >= leastWeight)
  .sort(([a], [b]) => (a < b ? -1 : 1))
  .map(([feature, weight]) => [feature, Math.round(weight * 100) / 100]);
const file = join(import.meta.dirname, "../../src/core/papers/gist-weights.json");
writeFileSync(file, `${JSON.stringify(Object.fromEntries(kept), null, 2)}\n`);
console.log(`${kept.length} weights from ${examples.length} abstracts: ${file}`);
