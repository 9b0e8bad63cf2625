import { titleKey } from "./identity.ts";
import type { PaperFacts } from "./paper.ts";

/** What may happen to a paper after it was posted: its code came out, a new version says something else, it was withdrawn. */
export type UpdateKind = "code" | "version" | "withdrawn";

/** One thing that happened to a paper. */
export interface PaperUpdate {
  kind: UpdateKind;
  /** The title before a new version; null where it is the same. */
  before: string | null;
}

/** What happened to a paper between two readings of it that its readers want to know. */
export function updatesOf(before: PaperFacts, after: PaperFacts): PaperUpdate[] {
  const updates: PaperUpdate[] = [];
  if (before.codeUrl === null && after.codeUrl !== null) updates.push({ kind: "code", before: null });
  // Hugging Face names no version: it shows the first one.
  if ((after.version ?? 1) > (before.version ?? 1)) {
    const renamed = !sameWords(before.title, after.title);
    if (renamed || !sameWords(before.abstract, after.abstract))
      updates.push({ kind: "version", before: renamed ? before.title : null });
  }
  if (!before.withdrawn && after.withdrawn) updates.push({ kind: "withdrawn", before: null });
  return updates;
}

/** Sources write the same text with other spaces, dashes and LaTeX. */
const sameWords = (a: string, b: string): boolean => a === b || titleKey(a) === titleKey(b);
