import { randomUUID } from "node:crypto";
import { readFileSync, readlinkSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import { longestStartMs } from "./core/delivery/turn/work.ts";
import type { Leases } from "./core/store/store.ts";
import type { Log } from "./log.ts";

/** Work that only one process does at a time. */
export interface Duties {
  /** Starts nothing new, and resolves when what runs has ended. */
  stop(): Promise<void>;
}

/** Whether this process leads: does what only one of all processes on a database may do. */
export interface Leadership {
  /** False from 3.5 seconds before another process may lead. */
  isLeading(): boolean;
  /** Ends the duties, then lets another process lead. */
  stop(): Promise<void>;
}

/** What leading needs. */
export interface LeadershipOptions {
  leases: Leases;
  log: Log;
  /** Starts the duties of one term. */
  begin: (isLeading: () => boolean) => Duties;
}

const lease = "leader";
const termMs = 15_000;
/** A leader that cannot renew its lease claims nothing for this long before its term is over, so that its last request has left by then. */
const spareMs = longestStartMs + 500;
const renewMs = 5_000;
const standbyLookMs = 1_000;
/** A message that is being sent may take longer; its claim keeps others from sending it. */
const longestHandOverMs = 3_000;
const longestEndMs = 12_000;

/**
 * Takes the lease when nobody has it, renews it every five seconds, and begins or ends the duties with it. A process that
 * stands by looks every second. Resolves after the first look.
 */
export async function startLeading({ leases, log, begin }: LeadershipOptions): Promise<Leadership> {
  const me = [processSpace ?? "?", process.pid, randomUUID()].join(" ");
  // The steady clock also counts while the process is frozen, and nobody sets it.
  let sureUntil = -Infinity;
  let lookAt = -Infinity;
  let duties: Duties | null = null;
  let ending: Promise<unknown> = Promise.resolve();
  let acting: Promise<void> | null = null;
  let stopped = false;
  const isLeading = () => performance.now() < sureUntil;
  const end = (why: string) => {
    if (!duties) return;
    log.info(why);
    ending = Promise.all([ending, duties.stop()]);
    duties = null;
  };
  const look = async () => {
    const asked = performance.now();
    lookAt = asked + renewMs;
    try {
      const holder = await takeOrRenew(leases, me);
      sureUntil = holder === me ? asked + termMs - spareMs : -Infinity;
      if (holder !== me) lookAt = asked + standbyLookMs;
    } catch (error) {
      log.warn({ err: error }, "the lease of the leader could not be renewed");
      // On a full disk nobody can take it either.
      const last = await leases.holder(lease).catch(() => null);
      if (last === me) sureUntil = performance.now() + renewMs + standbyLookMs;
    }
  };
  const act = async () => {
    if (performance.now() >= lookAt) await look();
    if (!isLeading()) end("another process leads now");
    if (duties || stopped || !isLeading()) return;
    // What runs of an earlier term ends first, unless it hangs.
    await Promise.race([ending, sleep(longestEndMs, undefined, { ref: false })]);
    if (stopped || !isLeading()) return;
    log.info("this process leads");
    duties = begin(isLeading);
  };
  const tick = (): Promise<void> => {
    // Also while the database does not answer.
    if (!isLeading()) end("the lease could not be renewed in time: another process may lead");
    return (acting ??= act().finally(() => (acting = null)));
  };
  await tick();
  const timer = setInterval(() => void tick(), standbyLookMs);
  return {
    isLeading,
    async stop() {
      stopped = true;
      clearInterval(timer);
      await acting;
      // Claims nothing more: what it has claimed leaves before another process counts what was sent.
      sureUntil = -Infinity;
      end("this process hands over");
      await Promise.race([ending, sleep(longestHandOverMs, undefined, { ref: false })]);
      await leases.release(lease, me).catch((error: unknown) => log.warn({ err: error }, "the lease was not freed"));
      await ending;
    },
  };
}

/** Who leads now; does not wait for the end of the term of a process that is known to be gone. */
async function takeOrRenew(leases: Leases, me: string): Promise<string> {
  const holder = await leases.hold(lease, me, termMs);
  if (holder === me || !isGone(holder)) return holder;
  await leases.release(lease, holder);
  return leases.hold(lease, me, termMs);
}

/** The boot of the machine and the space of process ids, in which an id names one process; null where that is not known. */
const processSpace = ((): string | null => {
  try {
    return readFileSync("/proc/sys/kernel/random/boot_id", "utf8").trim() + readlinkSync("/proc/self/ns/pid");
  } catch {
    return null;
  }
})();

/** Whether the holder of a lease was a process of this machine that has ended. */
function isGone(holder: string): boolean {
  const [where, pid] = holder.split(" ");
  if (where !== processSpace) return false;
  try {
    process.kill(Number(pid), 0);
    return false;
  } catch (error) {
    return error instanceof Error && "code" in error && error.code === "ESRCH";
  }
}
