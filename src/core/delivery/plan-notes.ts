import { dayMs } from "../../durations.ts";
import { updateNote } from "../cards/update-note.ts";
import type { Store } from "../store/store.ts";

/** Posts older than this get no notes. */
const postedMs = 90 * dayMs;

/** Plans the notes about what happened to posted and saved papers; what happens later on a day waits for the next one. */
export async function planNotes({ papers, updates }: Store, now: Date): Promise<void> {
  const day = now.toISOString().slice(0, 10);
  for (const { paper: id, updates: its } of await updates.untold(day)) {
    const paper = await papers.get(id);
    if (!paper) continue;
    const message = updateNote(paper, its);
    const postedSince = new Date(now.getTime() - postedMs);
    await updates.tell({ updates: its.map((update) => update.id), message, day, postedSince }, now);
  }
}
