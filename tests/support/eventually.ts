import { vi } from "vitest";

/** Waits until a look finds something (not null, not false); the limit ends what hangs, and a busy machine does not reach it. */
export const eventually = <T>(look: () => Promise<T>) => vi.waitUntil(look, { timeout: 300_000, interval: 10 });
