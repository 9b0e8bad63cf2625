/** Of how many places one stays outside a taste. */
const oneIn = 5;

/** A paper as a taste chose it. */
export interface Chosen<Paper> {
  paper: Paper;
  /** From outside the taste: something else. */
  outside: boolean;
}

/**
 * Papers in the order of a taste, the best first. Of `limit` places, of which `taken` are taken already, one in five, at
 * their end, goes to papers from outside it: the first, in the order they came, of the half that fits worst. The rest
 * follows by fit.
 */
export function byTaste<Paper>(
  papers: readonly Paper[],
  fitOf: (paper: Paper) => number,
  limit: number,
  taken = 0,
): Chosen<Paper>[] {
  const ranked = papers
    .map((paper, at) => ({ paper, at, fit: fitOf(paper) }))
    .sort((a, b) => b.fit - a.fit || a.at - b.at);
  const places = Math.max(0, limit - taken);
  const wanted = ranked.length > places ? Math.floor(limit / oneIn) : 0;
  const others = wanted < places ? wanted : 0;
  const inside = ranked.slice(0, places - others);
  const left = ranked.slice(inside.length);
  const worst = left.slice(Math.max(0, Math.ceil(ranked.length / 2) - inside.length));
  const outside = worst.sort((a, b) => a.at - b.at).slice(0, others);
  const rest = left.filter((one) => !outside.includes(one));
  return [...inside, ...outside, ...rest].map((one) => ({ paper: one.paper, outside: outside.includes(one) }));
}
