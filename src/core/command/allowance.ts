import { LRUCache } from "lru-cache";
import { UserError } from "../../errors.ts";
import type { Caller, CommandCall } from "../adapter.ts";
import { minuteMs } from "../../durations.ts";

/** How many calls fit into a minute: more than people type or press, fewer than would keep others waiting. */
const perMinute = { member: 60, workspace: 600 } as const;
/** Members and workspaces kept; the least recently seen is dropped and starts with a full allowance. */
const mostRemembered = 20_000;

/** Takes one call from the allowance. Throws a `UserError` if it is used up. */
export type TakeAllowance = (
  call: Pick<CommandCall, "platform" | "workspace"> & { caller: Pick<Caller, "id"> },
) => void;

/**
 * A token bucket for each member and workspace, so that none of them keeps the others waiting. They are in memory: each
 * process counts the calls it answers.
 */
export function createAllowance(now: () => Date): TakeAllowance {
  // Made at the first call that is counted: it takes its whole memory at once, and the terminal's calls are not counted.
  let buckets: LRUCache<string, { left: number; at: number }> | undefined;
  const take = (key: string, most: number): boolean => {
    const at = now().getTime();
    buckets ??= new LRUCache({ max: mostRemembered });
    const before = buckets.get(key) ?? { left: most, at };
    const left = Math.min(most, before.left + (Math.max(at - before.at, 0) * most) / minuteMs);
    buckets.set(key, { left: left < 1 ? left : left - 1, at });
    return left >= 1;
  };
  return ({ platform, workspace, caller }) => {
    if (platform === "terminal") return;
    if (!take(`${platform} ${workspace} ${caller.id}`, perMinute.member))
      throw tooMany(`You called me more than ${perMinute.member} times within a minute.`);
    if (!take(`${platform} ${workspace}`, perMinute.workspace))
      throw tooMany(`This workspace called me more than ${perMinute.workspace} times within a minute.`);
  };
}

const tooMany = (what: string) => new UserError("not_allowed", `${what} Wait a moment, then go on.`);
