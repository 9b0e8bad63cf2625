/** The value below which 99 of 100 lie. */
export const percentile99 = (values: readonly number[]): number =>
  values.toSorted((a, b) => a - b)[Math.ceil(values.length * 0.99) - 1] ?? 0;

/** How long each of these takes, in milliseconds, as a 99th percentile; the first ten are asked before, to warm up. */
export async function latency<Asked>(all: readonly Asked[], run: (one: Asked) => unknown, rounds = 3): Promise<number> {
  for (const one of all.slice(0, 10)) await run(one);
  const taken: number[] = [];
  for (let round = 0; round < rounds; round++)
    for (const one of all) {
      const started = performance.now();
      await run(one);
      taken.push(performance.now() - started);
    }
  return percentile99(taken);
}
