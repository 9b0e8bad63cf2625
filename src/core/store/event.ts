import type { Platform } from "../platform.ts";

/** Platform events already handled. */
export interface Events {
  /** True the first time an id is seen. */
  firstSeen(platform: Platform, event: string, at: Date): Promise<boolean>;
  /** True the first time an id is seen in so many milliseconds. */
  firstWithin(platform: Platform, event: string, at: Date, ms: number): Promise<boolean>;
  /** Forgets what was seen before `before`. */
  forget(before: Date): Promise<void>;
}
