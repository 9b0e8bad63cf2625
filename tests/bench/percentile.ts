/** The value below which 99 of 100 lie. */
export const percentile99 = (values: readonly number[]): number => percentile(values, 0.99);

/** The value below which half lie. */
export const median = (values: readonly number[]): number => percentile(values, 0.5);

const percentile = (values: readonly number[], part: number): number =>
  values.toSorted((a, b) => a - b)[Math.ceil(values.length * part) - 1] ?? 0;

/**
 * What each of these takes, in milliseconds of processor time of this thread, as a 99th percentile: other work on the
 * machine hardly changes it. The first ten are asked before, to warm up.
 */
export async function latency<Asked>(all: readonly Asked[], run: (one: Asked) => unknown, rounds = 3): Promise<number> {
  for (const one of all.slice(0, 10)) await run(one);
  const taken: number[] = [];
  for (let round = 0; round < rounds; round++)
    for (const one of all) {
      const before = process.threadCpuUsage();
      await run(one);
      const { user, system } = process.threadCpuUsage(before);
      taken.push((user + system) / 1000);
    }
  return percentile99(taken);
}
