import { contradict, namesOf } from "../../../papers/identity.ts";
import { merge } from "../../../papers/merge.ts";
import type { Paper, PaperFacts } from "../../../papers/paper.ts";
import { changes, factsOf } from "./rows.ts";
import type { Saved } from "../../store.ts";

/** Facts with the names they carry, reckoned once for a batch: hashing is a good part of what saving costs. */
export interface Named {
  facts: PaperFacts;
  /** The hash of the title first. */
  names: readonly number[];
}

/** A paper of the database, and those names of its past that the batch mentions. */
export interface Kept {
  paper: Paper;
  otherNames: readonly number[];
}

/** A paper while a batch is worked on; `kept` is what the database has of it, null for a new one. */
export interface Entry {
  kept: Paper | null;
  facts: PaperFacts;
  /** The names the facts carry, the hash of the title first. */
  own: readonly number[];
  /** Papers of the database that turned out to be this one. */
  absorbed: Paper[];
  /** Every name it goes by or went by. */
  names: Set<number>;
  /** Those of them that the database has as former ones. */
  stored: readonly number[];
}

/** What one of the batch's facts came to. */
export interface FactOutcome {
  entry: Entry;
  change: Saved["change"];
}

/** What a batch makes of the papers the database has: one step per facts, in order, and the entries they end in. */
export function reconcile(kept: Kept[], batch: readonly Named[]): FactOutcome[] {
  const entries = new Entries();
  for (const { paper, otherNames } of kept) {
    const facts = factsOf(paper);
    const own = namesOf(facts);
    entries.add({ kept: paper, facts, own, absorbed: [], names: new Set([...own, ...otherNames]), stored: otherNames });
  }
  const steps = batch.map(({ facts, names }): FactOutcome => {
    const [entry, ...others] = entries.same(facts, names);
    if (!entry) {
      const fresh = { kept: null, facts, own: names, absorbed: [], names: new Set(names), stored: [] };
      entries.add(fresh);
      return { entry: fresh, change: "new" };
    }
    const merged = [...others.map((other) => other.facts), facts].reduce(merge, entry.facts);
    const change = others.length > 0 || changes(entry.facts, merged).length > 0 ? "updated" : "unchanged";
    entry.facts = merged;
    entry.own = change === "updated" ? namesOf(merged) : entry.own;
    for (const name of names) entry.names.add(name);
    for (const other of others) entries.absorb(entry, other);
    entries.add(entry);
    return { entry, change };
  });
  return steps.map(({ entry, change }) => ({ entry: entries.standing(entry), change }));
}

/** Papers by each of their identities. */
class Entries {
  readonly #byArxivId = new Map<string, Entry>();
  readonly #byName = new Map<number, Set<Entry>>();
  readonly #absorbedBy = new Map<Entry, Entry>();

  add(entry: Entry): void {
    if (entry.facts.arxivId) this.#byArxivId.set(entry.facts.arxivId, entry);
    for (const name of entry.names) {
      const named = this.#byName.get(name);
      if (named) named.add(entry);
      else this.#byName.set(name, new Set([entry]));
    }
  }

  /** The entries that are the same paper as the facts, the one the database has had longest first. */
  same(facts: PaperFacts, names: readonly number[]): Entry[] {
    const found = new Set<Entry>();
    const byId = facts.arxivId && this.#byArxivId.get(facts.arxivId);
    if (byId) found.add(this.standing(byId));
    for (const name of names) for (const entry of this.#byName.get(name) ?? []) found.add(this.standing(entry));
    const possible = [...found].filter((entry) => !contradict(entry.facts, facts));
    return possible.length < 2 ? possible : agreeing(possible).sort((a, b) => age(a) - age(b));
  }

  absorb(into: Entry, other: Entry): void {
    this.#absorbedBy.set(other, into);
    if (other.kept) into.absorbed.push(other.kept);
    into.absorbed.push(...other.absorbed);
    for (const name of other.names) into.names.add(name);
  }

  standing(entry: Entry): Entry {
    const into = this.#absorbedBy.get(entry);
    return into ? this.standing(into) : entry;
  }
}

/** A name cannot join papers that carry different ids; which of them it means must not depend on who came first. */
function agreeing(entries: Entry[]): Entry[] {
  const taken: Entry[] = [];
  for (const entry of entries.sort((a, b) => (identity(a) < identity(b) ? -1 : 1))) {
    if (taken.every((other) => !contradict(other.facts, entry.facts))) taken.push(entry);
  }
  return taken;
}

const age = ({ kept }: Entry) => (kept ? Number(kept.id.slice(1)) : Number.MAX_SAFE_INTEGER);

/** Papers with an arXiv id come before those with a DOI alone, those before the rest. */
const identity = ({ facts: { arxivId, doi } }: Entry) => (arxivId ? `0 ${arxivId}` : doi ? `1 ${doi}` : "2");

/** Names an entry went by and does not any more, as far as the database has not got them. */
export function formerNames({ own, names, stored }: Entry): number[] {
  return [...names].filter((name) => !own.includes(name) && !stored.includes(name));
}

/** What to look up to find the papers a batch may be about. */
export function identitiesOf(batch: readonly Named[]): { arxivIds: string[]; dois: string[]; names: number[] } {
  return {
    arxivIds: batch.flatMap(({ facts }) => facts.arxivId ?? []),
    dois: batch.flatMap(({ facts }) => facts.doi ?? []),
    names: batch.flatMap(({ names }) => names),
  };
}
