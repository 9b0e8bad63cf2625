const second = 1_000;
const firstWaitMs = 30 * second;
const longestWaitMs = 3_600 * second;

/**
 * Milliseconds to wait after so many failed attempts (from 1): 30 s, doubling to at most an hour, of which a random half
 * (`random` in [0, 1)) is taken off so that a crowd does not come back at once.
 */
export function backoffMs(attempts: number, random: () => number): number {
  const whole = Math.min(longestWaitMs, firstWaitMs * 2 ** Math.min(Math.max(attempts, 1) - 1, 20));
  return Math.round(whole * (1 - random() / 2));
}

/** When a platform that asked us to wait until then is asked again: at least a second from now, at most an hour. */
export function waitUntil(until: Date, now: Date): Date {
  const wait = until.getTime() - now.getTime();
  const sane = Number.isFinite(wait) ? Math.min(longestWaitMs, Math.max(second, wait)) : longestWaitMs;
  return new Date(now.getTime() + sane);
}
