import { UserError } from "../../src/errors.ts";
import type { Context } from "../../src/core/command/define.ts";
import { repeatable } from "../../src/core/command/repeatable.ts";
import { filters } from "../../src/core/search/condition.ts";
import { firstUnquoted } from "../../src/core/search/names/unquoted.ts";
import { parseQuery } from "../../src/core/search/query.ts";
import { stopWords } from "../../src/core/search/terms.ts";
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

/** Searches the library; with fewer than three matches it asks the sources about each topic and searches again. */
export async function searchWithSources(
  context: Context,
  query: string,
  look: () => Promise<Found>,
  topics: readonly string[] = [query],
): Promise<SourcedSearch> {
  const { store, sources, workspace, caller, now, seen } = context;
  const remember = () => store.searches.remember(workspace.id, caller.id, query, now());
  // A full disk is no reason not to answer.
  if (seen.length === 0) await remember().catch(() => undefined);
  const found = await look();
  const { ask } = await store.settings.all(workspace.id);
  if (found.total >= fewMatches || ask === "off")
    return { found, notes: aboutQuotes(found, query), looked: { asked: [], failures: [] } };
  const { found: brought, asked, failures } = await sources.ask(topics, askForMs);
  const also = asked.length > 0 ? [`Looked at ${asked.map((source) => sources.title(source)).join(" and ")} too.`] : [];
  const all = brought.length > 0 ? await look() : found;
  return { found: all, notes: [...aboutQuotes(all, query), ...also, ...failures], looked: { asked, failures } };
}

/** Which words behind a field were read as one name, or how to write a name where nothing was found. */
function aboutQuotes({ quoted, total }: Found, query: string): string[] {
  if (quoted.length > 0) return [`Read as ${quoted.map((name) => `\`${name}\``).join(" and ")}.`];
  const name = total === 0 ? firstUnquoted(query) : null;
  return name === null ? [] : [`A name of several words is written in quotes: \`${name}\`.`];
}

/** IT, CAN, WHO */
const nameInCapitals = /^\p{Lu}{2,}$/u;

/** Throws a `UserError` for a query that asks for nothing: `the papers` is in nearly every paper, `-gan` only leaves out. */
export function refuseEmpty(typed: string): void {
  const query = parseQuery(typed);
  if (filters(query) !== null) return;
  const small = query.words.filter((word) => stopWords.has(word.toLowerCase()) && !nameInCapitals.test(word));
  if (small.length < query.words.length) return;
  const { without, code } = query;
  const { authors, organizations, categories } = query.withoutFields;
  const isLess = code === false || [without, authors, organizations, categories].some((left) => left.length > 0);
  const problem = isLess
    ? "only leaves papers out. Say also what to look for: `gan -faces`."
    : "tells no papers apart. Say what they are about; `/papers today` shows the newest page.";
  throw new UserError("usage", `\`${repeatable(typed)}\` ${problem}`);
}
