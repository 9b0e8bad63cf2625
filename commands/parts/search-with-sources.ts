import type { Context } from "../../src/core/command/define.ts";
import type { Found } from "../../src/core/store/store.ts";

const fewMatches = 3;
const askForMs = 2_000;

/** A search result, with notes about the sources that were asked. */
export interface SourcedSearch {
  found: Found;
  /** One sentence each. */
  notes: string[];
  /** For the public JSON: the sources that were asked, and those that failed. */
  looked: { asked: string[]; failures: string[] };
}

/** Searches the library; with fewer than three matches it asks the sources and searches again. */
export async function searchWithSources(
  context: Context,
  query: string,
  look: () => Promise<Found>,
): Promise<SourcedSearch> {
  const { store, sources, workspace, caller, now, seen } = context;
  const remember = () => store.searches.remember(workspace.id, caller.id, query, now());
  // A full disk is no reason not to answer.
  if (seen.length === 0) await remember().catch(() => undefined);
  const found = await look();
  const { ask } = await store.settings.all(workspace.id);
  if (found.total >= fewMatches || ask === "off") return { found, notes: [], looked: { asked: [], failures: [] } };
  const { found: brought, asked, failures } = await sources.ask(query, askForMs);
  const also = asked.length > 0 ? [`Looked at ${asked.map((source) => sources.title(source)).join(" and ")} too.`] : [];
  return {
    found: brought.length > 0 ? await look() : found,
    notes: [...also, ...failures],
    looked: { asked, failures },
  };
}
