/** Forgetting what is no longer needed, by the periods that docs/running.md names. */
export interface Retention {
  /** Removes what is older than its period; votes and "the channel has had this paper" stay. How many rows changed. */
  prune(now: Date): Promise<number>;
  /** Forgets topics that no running subscription has; how many. */
  forgetTopics(): Promise<number>;
}
