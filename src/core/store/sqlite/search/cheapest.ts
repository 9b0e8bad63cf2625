import type { Condition } from "../../../search/condition.ts";

/**
 * The same condition as FTS5 answers it fastest: what alternatives share is looked for once, and rare words come before
 * common ones. `share` is the part of the library that has a word.
 */
export function cheapest(condition: Condition, share: (word: string) => number): Condition {
  const arranged = (one: Condition): Condition => {
    switch (one.kind) {
      case "in":
        return { ...one, condition: arranged(one.condition) };
      case "except":
        return { ...one, condition: arranged(one.condition) };
      case "any":
        return either(factored(one.conditions.map(conjuncts)).map((parts) => rarestFirst(parts.map(arranged), share)));
      case "all":
        return rarestFirst(one.conditions.map(arranged), share);
      default:
        return one;
    }
  };
  return arranged(condition);
}

/** The conditions that must all be met. */
const conjuncts = (condition: Condition): Condition[] =>
  condition.kind === "all" ? condition.conditions.flatMap(conjuncts) : [condition];

const either = (conditions: readonly Condition[]): Condition => single(conditions) ?? { kind: "any", conditions };
const single = ([first, ...more]: readonly Condition[]): Condition | null =>
  first && more.length === 0 ? first : null;

function rarestFirst(conditions: readonly Condition[], share: (word: string) => number): Condition {
  const sorted = conditions
    .flatMap(conjuncts)
    .map((condition) => ({ condition, papers: frequency(condition, share) }))
    .sort((a, b) => a.papers - b.papers)
    .map(({ condition }) => condition);
  return single(sorted) ?? { kind: "all", conditions: sorted };
}

/** Takes the conjunct that most alternatives share out of them, again and again: (a b c) or (a b d) is a b (c or d). */
function factored(alternatives: readonly Condition[][]): Condition[][] {
  const having = new Map<string, Condition[][]>();
  for (const parts of alternatives)
    for (const key of new Set(parts.map(keyOf))) having.set(key, [...(having.get(key) ?? []), parts]);
  const [key, sharing] = [...having].reduce((most, one) => (one[1].length > most[1].length ? one : most), ["", [[]]]);
  if (sharing.length < 2) return [...alternatives];
  const shared = sharing[0]?.find((part) => keyOf(part) === key);
  const rests = sharing.map((parts) => parts.filter((part) => keyOf(part) !== key));
  const others = factored(alternatives.filter((parts) => !sharing.includes(parts)));
  if (!shared) return others;
  // What one alternative asks for alone holds for those that ask for more.
  if (rests.some((rest) => rest.length === 0)) return [[shared], ...others];
  return [[shared, { kind: "any", conditions: rests.map((conditions) => ({ kind: "all", conditions })) }], ...others];
}

const keyOf = (condition: Condition): string => JSON.stringify(condition);

/** About which part of the library meets a condition, at most. */
function frequency(condition: Condition, share: (word: string) => number): number {
  switch (condition.kind) {
    case "phrase":
    case "near":
    case "prefix":
      return Math.min(...condition.words.map(share));
    case "in":
    case "except":
      return frequency(condition.condition, share);
    case "all":
      return Math.min(...condition.conditions.map((one) => frequency(one, share)));
    case "any":
      return condition.conditions.reduce((sum, one) => sum + frequency(one, share), 0);
  }
}
