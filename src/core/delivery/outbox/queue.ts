import type { Platform } from "../../platform.ts";
import type { Waiting } from "../../store/store.ts";
import type { Pacing } from "./pacing.ts";

/** Turns under way at once. */
const mostAtOnce = 150;
/** A workspace starts with two requests at once, so that a revoked token costs no more, and gets one more for every eight taken in a row. */
const firstRequestsPerWorkspace = 2;
const mostRequestsPerWorkspace = 10;
const takenPerExtraRequest = 8;
const restMs = 10_000;
/** Deliveries of a workspace that are composed before their turn to be sent. */
const mostAhead = 4;
/** A turn starts 25 ms before its message is allowed, because reading and claiming it takes time. */
const earlyMs = 25;

/** Waiting deliveries, taken from each workspace in turn and within the platforms' limits. */
export interface Queue {
  /** Adds deliveries that are not in the queue yet. */
  add(waiting: Waiting[]): void;
  /** Starts the next turn; otherwise tells when one can start, or null if only the end of a running turn can allow it. */
  next(now: number): { turn: Waiting } | { at: number | null };
  /** The platform took the message: another request may start, although this turn still writes. */
  answered(delivery: Waiting): void;
  /** Ends a turn; with `more` the delivery has another message to send and stays first. */
  ended(delivery: Waiting, more: boolean): void;
  size(): number;
}

/** The waiting and running deliveries of one workspace; of mails, those to one receiving domain. */
interface WorkspaceQueue {
  platform: Platform;
  waiting: Waiting[];
  sending: Waiting[];
  /** Messages taken by the platform in a row. */
  taken: number;
  /** When the latest message started. */
  sentAt: number;
  composing: number;
  /** Not looked at before this time, unless a turn of it ends. */
  restsUntil: number;
  /** Its messages wait for the limit that all workspaces share; each answer may change how long. */
  waitsForAll: boolean;
}

/** A queue that takes from each workspace in turn. */
export function createQueue(pacing: Pacing): Queue {
  const lines = new Map<string, WorkspaceQueue>();
  const known = new Set<number>();
  let underWay = 0;
  /** The queue of a delivery's workspace or mail domain, to be looked at again. */
  const wakeWorkspace = (delivery: Waiting): WorkspaceQueue => {
    const key = lineKey(delivery);
    const line = lines.get(key) ?? newWorkspaceQueue(delivery.platform);
    lines.set(key, line);
    line.restsUntil = 0;
    line.waitsForAll = false;
    return line;
  };
  /** Frees the request of a delivery, if it still has one. */
  const endRequest = (line: WorkspaceQueue, delivery: Waiting, taken: boolean) => {
    const place = line.sending.findIndex(({ id }) => id === delivery.id);
    if (place < 0) return;
    line.sending.splice(place, 1);
    line.taken = taken ? line.taken + 1 : 0;
    underWay--;
  };
  return {
    add(waiting) {
      for (const delivery of waiting) {
        if (known.has(delivery.id)) continue;
        known.add(delivery.id);
        wakeWorkspace(delivery).waiting.push(delivery);
      }
    },
    next(now) {
      if (underWay >= mostAtOnce) return { at: null };
      let soonest = Infinity;
      const allAt = sharedTimes(pacing);
      for (const [key, line] of lines) {
        const nextLook = () => (line.waitsForAll ? allAt(line.platform) : line.restsUntil);
        const turn = nextLook() > now ? null : pickNext(line, pacing, now, allAt(line.platform));
        if (!turn) {
          soonest = Math.min(soonest, nextLook());
          continue;
        }
        startTurn(line, turn, now);
        underWay++;
        // Moves this line behind all others.
        lines.delete(key);
        lines.set(key, line);
        return { turn };
      }
      return { at: soonest === Infinity ? null : soonest };
    },
    answered: (delivery) => endRequest(wakeWorkspace(delivery), delivery, true),
    ended(delivery, more) {
      const line = wakeWorkspace(delivery);
      if (delivery.composed) endRequest(line, delivery, false);
      else {
        line.composing--;
        underWay--;
      }
      if (more) line.waiting.unshift({ ...delivery, composed: true });
      else known.delete(delivery.id);
      if (line.waiting.length + line.sending.length + line.composing === 0) lines.delete(lineKey(delivery));
    },
    size: () => known.size,
  };
}

/** The key of a delivery's line; the `workspace` of a mail is its receiving domain. */
const lineKey = ({ platform, workspace }: Waiting): string => `${platform} ${workspace}`;

const newWorkspaceQueue = (platform: Platform): WorkspaceQueue => ({
  platform,
  waiting: [],
  sending: [],
  taken: 0,
  sentAt: 0,
  composing: 0,
  restsUntil: 0,
  waitsForAll: false,
});

/** When a turn may start by the limit that all workspaces of a platform share; asks for each platform once. */
function sharedTimes(pacing: Pacing): (platform: Platform) => number {
  const times = new Map<Platform, number>();
  return (platform) => {
    const at = times.get(platform) ?? pacing.platformReadyAt(platform) - earlyMs;
    times.set(platform, at);
    return at;
  };
}

function startTurn(line: WorkspaceQueue, turn: Waiting, now: number): void {
  line.restsUntil = 0;
  line.waiting.splice(line.waiting.indexOf(turn), 1);
  if (!turn.composed) line.composing++;
  else {
    line.sending.push(turn);
    line.sentAt = now;
  }
}

/** The first delivery of a workspace that may start now; if none may, sets when to look again. `allAt` is from `sharedTimes`. */
function pickNext(line: WorkspaceQueue, pacing: Pacing, now: number, allAt: number): Waiting | null {
  // After ten seconds without a message, start again with two requests.
  if (line.sending.length === 0 && now - line.sentAt > restMs) line.taken = 0;
  const atOnce = Math.min(
    mostRequestsPerWorkspace,
    firstRequestsPerWorkspace + Math.floor(line.taken / takenPerExtraRequest),
  );
  line.waitsForAll = allAt > now;
  let closed = line.waitsForAll || line.sending.length >= atOnce;
  const busy = new Set(line.sending.map(({ channel }) => channel));
  let ahead = line.composing;
  line.restsUntil = Infinity;
  for (const waiting of line.waiting) {
    // Composing needs no ticket; up to four composed ahead keep the platform busy.
    if (!waiting.composed) return ahead < mostAhead ? waiting : null;
    ahead++;
    if (closed && ahead >= mostAhead) return null;
    if (closed || busy.has(waiting.channel)) continue;
    busy.add(waiting.channel);
    const at = pacing.readyAt(waiting) - earlyMs;
    if (at <= now) return waiting;
    // If the whole workspace must wait, its other channels need not be asked.
    const anyAt = pacing.anyReadyAt(waiting) - earlyMs;
    closed = anyAt > now;
    line.restsUntil = Math.min(line.restsUntil, closed ? anyAt : at);
  }
  return null;
}
