/** Work that one process at a time does, on the database's clock. */
export interface Leases {
  /**
   * Takes or renews a lease for `termMs` milliseconds from now. Returns who has it: `holder`, or another who took it before and
   * whose term is not over.
   */
  hold(name: string, holder: string, termMs: number): Promise<string>;
  /** Who took it last; null for nobody. */
  holder(name: string): Promise<string | null>;
  /** Frees a lease if `holder` has it. */
  release(name: string, holder: string): Promise<void>;
}
