/** Of how many places one stays outside a taste. */
const oneIn = 5;

/** A paper as a taste chose it. */
export interface Chosen<Paper> {
  paper: Paper;
  /** From outside the taste: something else. */
  outside: boolean;
}

/**
 * Papers in the order of a taste, the best fit first; of the first `limit`, one in five, at their end, is from outside
 * it: the first of those left in the order they came. The rest follows by fit.
 */
export function byTaste<Paper>(
  papers: readonly Paper[],
  fitOf: (paper: Paper) => number,
  limit: number,
): Chosen<Paper>[] {
  const ranked = papers
    .map((paper, at) => ({ paper, at, fit: fitOf(paper) }))
    .sort((a, b) => b.fit - a.fit || a.at - b.at);
  const places = Math.min(limit, ranked.length);
  const others = ranked.length > limit ? Math.floor(places / oneIn) : 0;
  const inside = ranked.slice(0, places - others);
  const left = ranked.slice(inside.length);
  const outside = left.toSorted((a, b) => a.at - b.at).slice(0, others);
  const rest = left.filter((one) => !outside.includes(one));
  return [...inside, ...outside, ...rest].map((one) => ({ paper: one.paper, outside: outside.includes(one) }));
}
