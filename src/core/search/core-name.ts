import { codeOf } from "./term-hash.ts";
import type { Rarity } from "./rarity.ts";
import { smallWords } from "./terms.ts";
import type { Name } from "./topic.ts";

/** So much of a name, by the rarity of its words, still means the topic. */
const tellingShare = 0.85;
/** A single word does only where at most one in so many papers has it. */
const rareAlone = 20;

/** A name without the words at its ends that hardly tell: "self-supervised" of "self-supervised learning", where half the library learns. */
export function coreOf(name: Name, rarity: Rarity): Name {
  const weights = name.terms.map((term) => (smallWords.has(term) ? 0 : rarity(codeOf(term))));
  const weight = (from: number, to: number) => weights.slice(from, to).reduce((sum, one) => sum + one, 0);
  const least = tellingShare * weight(0, weights.length);
  const tells = (from: number, to: number) =>
    weight(from, to) >= Math.max(least, to - from > 1 ? 0 : Math.log(rareAlone));
  let [from, to] = [0, weights.length];
  while (to > from + 1 && tells(from, to - 1)) to--;
  // A small word holds a name together: "in context" is one, "context" is not.
  while (to > from + 1 && weights[from] !== 0 && tells(from + 1, to)) from++;
  return { ...name, words: name.words.slice(from, to), terms: name.terms.slice(from, to) };
}
