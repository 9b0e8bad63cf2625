/** How far a reading may be out of date, in milliseconds. */
const readingMs = 60_000;
/** The machine's clocks part by more than this when the wall clock is set or the machine sleeps. */
const partedMs = 1_000;

/**
 * Tells the time of the database, which is the same for all processes whatever their machines' clocks say. It is read at the
 * start and then once a minute; between two readings the steady clock counts.
 */
export async function databaseClock(read: () => Promise<Date>): Promise<() => Date> {
  const measure = async () => {
    const asked = performance.now();
    const told = (await read()).getTime();
    const steady = performance.now();
    return { steady, wall: Date.now(), at: told + (steady - asked) / 2 };
  };
  let last = await measure();
  let measuring = false;
  const again = async () => {
    measuring = true;
    // Without an answer the last reading holds; the next call asks again.
    last = await measure().catch(() => last);
    measuring = false;
  };
  return () => {
    const elapsed = performance.now() - last.steady;
    const parted = Math.abs(Date.now() - last.wall - elapsed) > partedMs;
    if (!measuring && (elapsed > readingMs || parted)) void again();
    return new Date(last.at + elapsed);
  };
}
