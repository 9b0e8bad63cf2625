import { LRUCache } from "lru-cache";
import { UserError } from "../../errors.ts";
import type { Caller, CommandCall } from "../adapter.ts";

/** How many calls fit into a minute: more than people type or press, fewer than would keep others waiting. */
const perMinute = { member: 60, workspace: 600 } as const;
const minuteMs = 60_000;
/** Members and workspaces remembered; whoever was not seen for longest starts afresh. */
const mostRemembered = 20_000;

/** Takes one call of a minute's allowance; throws what to tell somebody who has used theirs up. */
export type TakeAllowance = (
  call: Pick<CommandCall, "platform" | "workspace"> & { caller: Pick<Caller, "id"> },
) => void;

/**
 * Allowances that fill up again evenly (a token bucket each), so that neither a member nor a workspace can keep the
 * others waiting. They live in memory: each process counts what it answers itself.
 */
export function createAllowance(now: () => Date): TakeAllowance {
  const buckets = new LRUCache<string, { left: number; at: number }>({ max: mostRemembered });
  const take = (key: string, most: number): boolean => {
    const at = now().getTime();
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
