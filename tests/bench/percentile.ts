/** The value below which 99 of 100 lie. */
export const percentile99 = (values: readonly number[]): number => percentile(values, 0.99);

/** The value below which half lie. */
export const median = (values: readonly number[]): number => percentile(values, 0.5);

const percentile = (values: readonly number[], part: number): number =>
  values.toSorted((a, b) => a - b)[Math.ceil(values.length * part) - 1] ?? 0;

/**
 * What each of these takes, in milliseconds, as a 99th percentile. Each is asked in several rounds and counts with its
 * median, so that other work on the machine hardly changes it; processor time, which would not see that work at all, is
 * counted in steps of 4 ms by many systems. The first ten are asked before, to warm up.
 */
export async function latency<Asked>(all: readonly Asked[], run: (one: Asked) => unknown, rounds = 3): Promise<number> {
  for (const one of all.slice(0, 10)) await run(one);
  const taken = all.map((): number[] => []);
  for (let round = 0; round < rounds; round++)
    for (const [at, one] of all.entries()) {
      const started = performance.now();
      await run(one);
      taken[at]?.push(performance.now() - started);
    }
  return percentile99(taken.map(median));
}
