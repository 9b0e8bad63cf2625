/** Batches under way at once. */
const mostUnderWay = 2;
/** Items in a batch. */
const mostInBatch = 64;
/** The least time between two batches, in milliseconds: under load more items share one. */
const betweenMs = 20;

/**
 * Collects items and runs them in batches. The first item runs at once; items that come within `betweenMs` after that run
 * together in the next batch. With `about`, items about the same thing run one after the other. `run` settles its items
 * and never rejects.
 */
export function inBatches<Item>(
  run: (items: Item[]) => Promise<unknown>,
  about?: (item: Item) => string,
): (item: Item) => void {
  let waiting: Item[] = [];
  const busy = new Set<string>();
  let underWay = 0;
  let startedAt = -Infinity;
  let isPlanned = false;
  const take = (): Item[] => {
    const taken: Item[] = [];
    waiting = waiting.filter((item) => {
      const key = about?.(item);
      if (taken.length >= mostInBatch || (key !== undefined && busy.has(key))) return true;
      if (key !== undefined) busy.add(key);
      taken.push(item);
      return false;
    });
    return taken;
  };
  const begin = () => {
    isPlanned = false;
    while (underWay < mostUnderWay) {
      const items = take();
      if (items.length === 0) return;
      startedAt = performance.now();
      underWay++;
      void run(items).then(() => {
        underWay--;
        if (about) for (const item of items) busy.delete(about(item));
        plan();
      });
    }
  };
  const plan = () => {
    if (isPlanned || waiting.length === 0) return;
    isPlanned = true;
    const ms = startedAt + betweenMs - performance.now();
    if (ms > 0) setTimeout(begin, ms);
    else process.nextTick(begin);
  };
  return (item) => {
    waiting.push(item);
    plan();
  };
}
