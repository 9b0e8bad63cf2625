import type { Waiting } from "../store/store.ts";
import type { Pacing } from "./pacing.ts";

/** Requests under way at once: in all, and in one workspace, where a revoked token must not cost more than two. */
const mostAtOnce = 64;
const mostPerWorkspace = 2;
/** Deliveries of a workspace that are composed before their turn to be sent. */
const mostAhead = 3;

/** Deliveries waiting for their turn, fair between workspaces and within what the platforms allow. */
export interface Queue {
  /** Adds what is not in it yet. */
  add(waiting: Waiting[]): void;
  /** The next whose turn it is, counted as begun; else when one could be, or null when only endings can change that. */
  next(now: number): { turn: Waiting } | { at: number | null };
  /** It is no longer under way; with `more` it has another message to send. */
  ended(delivery: Waiting, more: boolean): void;
  size(): number;
}

/** A queue that takes from each workspace in turn. */
export function createQueue(pacing: Pacing): Queue {
  const lines = new Map<number, Waiting[]>();
  const known = new Set<number>();
  const underWay = new Map<number, Waiting>();
  const inWorkspace = (id: number) => [...underWay.values()].filter(({ workspaceId }) => workspaceId === id);

  /** The first of a line whose channel is idle and ready, or when the soonest is. */
  const ofLine = (line: Waiting[], now: number): { turn: Waiting } | { at: number | null } => {
    const [first] = line;
    const busy = first ? inWorkspace(first.workspaceId) : [];
    if (!first || busy.length >= mostPerWorkspace) return { at: null };
    const open = pacing.workspaceReadyAt(first);
    let soonest: number | null = null;
    let composed = 0;
    const seen = new Set(busy.map(({ channel }) => channel));
    for (const waiting of line) {
      // Composing needs no leave of the platform; a few ahead keep it from waiting for us.
      if (!waiting.composed) {
        if (composed < mostAhead) return { turn: waiting };
        break;
      }
      composed++;
      if (seen.has(waiting.channel)) continue;
      seen.add(waiting.channel);
      const at = Math.max(open, pacing.readyAt(waiting));
      if (at <= now) return { turn: waiting };
      soonest = Math.min(soonest ?? at, at);
    }
    return { at: soonest };
  };

  return {
    add(waiting) {
      for (const delivery of waiting) {
        if (known.has(delivery.id)) continue;
        known.add(delivery.id);
        const line = lines.get(delivery.workspaceId);
        if (line) line.push(delivery);
        else lines.set(delivery.workspaceId, [delivery]);
      }
    },
    next(now) {
      if (underWay.size >= mostAtOnce) return { at: null };
      let soonest: number | null = null;
      for (const [workspace, line] of lines) {
        const found = ofLine(line, now);
        if ("at" in found) {
          if (found.at !== null) soonest = Math.min(soonest ?? found.at, found.at);
          continue;
        }
        line.splice(line.indexOf(found.turn), 1);
        lines.delete(workspace);
        // Behind all others: its next turn comes after theirs.
        if (line.length > 0) lines.set(workspace, line);
        underWay.set(found.turn.id, found.turn);
        return found;
      }
      return { at: soonest };
    },
    ended(delivery, more) {
      underWay.delete(delivery.id);
      if (!more) {
        known.delete(delivery.id);
        return;
      }
      const line = lines.get(delivery.workspaceId);
      if (line) line.unshift(delivery);
      else lines.set(delivery.workspaceId, [delivery]);
    },
    size: () => known.size,
  };
}
