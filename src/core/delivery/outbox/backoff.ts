const second = 1_000;
const firstWaitMs = 30 * second;
const longestWaitMs = 3_600 * second;

/**
 * Milliseconds to wait after `attempts` failures (from 1): 30 s, doubled each time up to an hour, minus a random part of
 * at most half (`random` in [0, 1)), so that many deliveries do not retry at the same moment.
 */
export function backoffMs(attempts: number, random: () => number): number {
  const whole = Math.min(longestWaitMs, firstWaitMs * 2 ** Math.min(Math.max(attempts, 1) - 1, 20));
  return Math.round(whole * (1 - random() / 2));
}

/** The `until` of a rate limit, kept between one second and one hour from now. */
export function waitUntil(until: Date, now: Date): Date {
  const wait = until.getTime() - now.getTime();
  const sane = Number.isFinite(wait) ? Math.min(longestWaitMs, Math.max(second, wait)) : longestWaitMs;
  return new Date(now.getTime() + sane);
}
