/** The value below which 99 of 100 lie. */
export const percentile99 = (values: readonly number[]): number =>
  values.toSorted((a, b) => a - b)[Math.ceil(values.length * 0.99) - 1] ?? 0;

/** How long each of these takes, in milliseconds, as a 99th percentile; a first round warms up. */
export async function latency<Asked>(all: readonly Asked[], run: (one: Asked) => unknown, rounds = 3): Promise<number> {
  const taken: number[] = [];
  for (let round = 0; round <= rounds; round++)
    for (const one of all) {
      const started = performance.now();
      await run(one);
      if (round > 0) taken.push(performance.now() - started);
    }
  return percentile99(taken);
}
