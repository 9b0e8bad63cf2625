import type { Waiting } from "../../store/store.ts";
import type { Pacing } from "./pacing.ts";

/** Turns under way at once. */
const mostAtOnce = 100;
/**
 * Requests of one workspace at once: two, so that a revoked token costs no more, and another for every few that the
 * platform took in a row without a rest.
 */
const firstRequestsPerWorkspace = 2;
const mostRequestsPerWorkspace = 10;
const takenPerExtraRequest = 8;
const restMs = 10_000;
/** Deliveries of a workspace that are composed before their turn to be sent. */
const mostAhead = 4;
/** A turn begins so many milliseconds before its message is allowed: reading and claiming it takes a while. */
const earlyMs = 25;

/** Deliveries waiting for their turn, fair between workspaces and within what the platforms allow. */
export interface Queue {
  /** Adds what is not in it yet. */
  add(waiting: Waiting[]): void;
  /** The next whose turn it is, counted as begun; else when one could be, or null when only endings can change that. */
  next(now: number): { turn: Waiting } | { at: number | null };
  /** The platform took its message: another may have its place, though its turn is not over. */
  answered(delivery: Waiting): void;
  /** Its turn is over; with `more` it has another message to send. */
  ended(delivery: Waiting, more: boolean): void;
  size(): number;
}

/** What a workspace waits for. */
interface WorkspaceQueue {
  waiting: Waiting[];
  sending: Waiting[];
  /** Messages the platform took in a row. */
  taken: number;
  /** When the last message began. */
  sentAt: number;
  composing: number;
  /** Before then only an ending lets anything of it begin. */
  restsUntil: number;
}

/** A queue that takes from each workspace in turn. */
export function createQueue(pacing: Pacing): Queue {
  const lines = new Map<number, WorkspaceQueue>();
  const known = new Set<number>();
  let underWay = 0;
  /** The line in which something changes: it is looked at again. */
  const wakeWorkspace = ({ workspaceId }: Waiting): WorkspaceQueue => {
    const line = lines.get(workspaceId) ?? newWorkspaceQueue();
    lines.set(workspaceId, line);
    line.restsUntil = 0;
    return line;
  };
  /** Its request is over, where it has one. */
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
      for (const [workspace, line] of lines) {
        const turn = line.restsUntil > now ? null : pickNext(line, pacing, now);
        if (!turn) {
          soonest = Math.min(soonest, line.restsUntil);
          continue;
        }
        startTurn(line, turn, now);
        underWay++;
        // Behind all others: its next turn comes after theirs.
        lines.delete(workspace);
        lines.set(workspace, line);
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
      if (line.waiting.length + line.sending.length + line.composing === 0) lines.delete(delivery.workspaceId);
    },
    size: () => known.size,
  };
}

const newWorkspaceQueue = (): WorkspaceQueue => ({
  waiting: [],
  sending: [],
  taken: 0,
  sentAt: 0,
  composing: 0,
  restsUntil: 0,
});

function startTurn(line: WorkspaceQueue, turn: Waiting, now: number): void {
  line.restsUntil = 0;
  line.waiting.splice(line.waiting.indexOf(turn), 1);
  if (!turn.composed) line.composing++;
  else {
    line.sending.push(turn);
    line.sentAt = now;
  }
}

/** The first of a line that may begin now; where none may, the line rests until one could. */
function pickNext(line: WorkspaceQueue, pacing: Pacing, now: number): Waiting | null {
  // After a rest nobody knows what the platform will take.
  if (line.sending.length === 0 && now - line.sentAt > restMs) line.taken = 0;
  const atOnce = Math.min(
    mostRequestsPerWorkspace,
    firstRequestsPerWorkspace + Math.floor(line.taken / takenPerExtraRequest),
  );
  let closed = line.sending.length >= atOnce;
  const busy = new Set(line.sending.map(({ channel }) => channel));
  let ahead = line.composing;
  line.restsUntil = Infinity;
  for (const waiting of line.waiting) {
    // Composing needs no leave of the platform; a few ahead keep it from waiting for us.
    if (!waiting.composed) return ahead < mostAhead ? waiting : null;
    ahead++;
    if (closed && ahead >= mostAhead) return null;
    if (closed || busy.has(waiting.channel)) continue;
    busy.add(waiting.channel);
    const at = pacing.readyAt(waiting) - earlyMs;
    if (at <= now) return waiting;
    // What keeps all of them waiting need not be asked for each.
    const anyAt = pacing.anyReadyAt(waiting) - earlyMs;
    closed = anyAt > now;
    line.restsUntil = Math.min(line.restsUntil, closed ? anyAt : at);
  }
  return null;
}
