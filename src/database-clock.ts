/** How far a reading may be out of date, in milliseconds. */
const readingMs = 60_000;
/** The machine's clocks part by more than this when the wall clock is set or the machine sleeps. */
const partedMs = 1_000;
/** A first reading that took longer, as at a busy start, is repeated a few times. */
const exactMs = 20;
const mostFirstReadings = 4;

/**
 * Tells the time of the database, which is the same for all processes whatever their machines' clocks say. It is read at the
 * start and then once a minute; between two readings the steady clock counts. A reading moves the time only as far as its own
 * inexactness (the time its answer took) allows no other: platforms' limits are counted on this clock, and it must not jump.
 */
export async function databaseClock(read: () => Promise<Date>): Promise<() => Date> {
  /** What is added to the steady clock. */
  let ahead = NaN;
  let last = { steady: -Infinity, wall: NaN };
  const measure = async (): Promise<number> => {
    const asked = performance.now();
    const told = (await read()).getTime();
    const answered = performance.now();
    // The server told whole milliseconds, at some moment between the two.
    const [least, most] = [told - answered, told + 1 - asked];
    ahead = Number.isNaN(ahead) ? (least + most) / 2 : Math.min(most, Math.max(least, ahead));
    last = { steady: answered, wall: Date.now() };
    return answered - asked;
  };
  for (let i = 0; i < mostFirstReadings && (await measure()) > exactMs; i++);
  let measuring = false;
  const again = async () => {
    measuring = true;
    // Without an answer the last reading holds; the next call asks again.
    await measure().catch(() => undefined);
    measuring = false;
  };
  return () => {
    const steady = performance.now();
    const elapsed = steady - last.steady;
    const parted = Math.abs(Date.now() - last.wall - elapsed) > partedMs;
    if (!measuring && (elapsed > readingMs || parted)) void again();
    return new Date(steady + ahead);
  };
}
