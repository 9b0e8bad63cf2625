import { contradict, titleHash, titleKey } from "../papers/identity.ts";
import { merge } from "../papers/merge.ts";
import type { Paper, PaperFacts } from "../papers/paper.ts";
import { changes, factsOf } from "./paper-rows.ts";
import type { Saved } from "./store.ts";

/** A paper while a batch is worked on; `kept` is what the database has of it, null for a new one. */
export interface Entry {
  kept: Paper | null;
  facts: PaperFacts;
  /** Papers of the database that turned out to be this one. */
  absorbed: Paper[];
}

/** What one of the batch's facts came to. */
export interface Step {
  entry: Entry;
  change: Saved["change"];
}

/** What a batch makes of the papers the database has: one step per facts, in order, and the entries they end in. */
export function reconcile(kept: Paper[], batch: PaperFacts[]): Step[] {
  const entries = new Entries();
  for (const paper of kept) entries.add({ kept: paper, facts: factsOf(paper), absorbed: [] });
  const steps = batch.map((facts): Step => {
    const [entry, ...others] = entries.same(facts);
    if (!entry) {
      const fresh = { kept: null, facts, absorbed: [] };
      entries.add(fresh);
      return { entry: fresh, change: "new" };
    }
    const merged = [...others.map((other) => other.facts), facts].reduce(merge, entry.facts);
    const change = others.length > 0 || changes(entry.facts, merged).length > 0 ? "updated" : "unchanged";
    entry.facts = merged;
    for (const other of others) entries.absorb(entry, other);
    if (change === "updated") entries.add(entry);
    return { entry, change };
  });
  return steps.map(({ entry, change }) => ({ entry: entries.standing(entry), change }));
}

/** Papers by each of their identities. */
class Entries {
  readonly #byId = new Map<string, Entry>();
  readonly #byTitle = new Map<string, Set<Entry>>();
  readonly #absorbedBy = new Map<Entry, Entry>();

  add(entry: Entry): void {
    const { arxivId, doi, title } = entry.facts;
    if (arxivId) this.#byId.set(`arxiv ${arxivId}`, entry);
    if (doi) this.#byId.set(`doi ${doi}`, entry);
    const key = titleKey(title);
    this.#byTitle.set(key, (this.#byTitle.get(key) ?? new Set()).add(entry));
  }

  /** The entries that are the same paper as the facts, the one the database has had longest first. */
  same(facts: PaperFacts): Entry[] {
    const named = [this.#byId.get(`arxiv ${facts.arxivId}`), this.#byId.get(`doi ${facts.doi}`)];
    const titled = [...(this.#byTitle.get(titleKey(facts.title)) ?? [])];
    const found = [...named, ...titled.filter((entry) => !contradict(entry.facts, facts))]
      .filter((entry) => entry !== undefined)
      .map((entry) => this.standing(entry));
    const all = [...new Set(found)].sort((a, b) => age(a) - age(b));
    if (facts.arxivId || facts.doi || all.length < 2) return all;
    // A title alone cannot join two papers that carry different ids; which of them it means must not depend on order.
    return all.sort((a, b) => identity(a).localeCompare(identity(b))).slice(0, 1);
  }

  absorb(into: Entry, other: Entry): void {
    this.#absorbedBy.set(other, into);
    if (other.kept) into.absorbed.push(other.kept);
    into.absorbed.push(...other.absorbed);
  }

  standing(entry: Entry): Entry {
    const into = this.#absorbedBy.get(entry);
    return into ? this.standing(into) : entry;
  }
}

const age = ({ kept }: Entry) => (kept ? Number(kept.id.slice(1)) : Infinity);
const identity = ({ facts }: Entry) => facts.arxivId ?? facts.doi ?? "";

/** What to look up to find the papers a batch may be about. */
export function identitiesOf(batch: readonly PaperFacts[]): { arxivIds: string[]; dois: string[]; titleHashes: number[] } {
  return {
    arxivIds: batch.flatMap(({ arxivId }) => arxivId ?? []),
    dois: batch.flatMap(({ doi }) => doi ?? []),
    titleHashes: batch.map(({ title }) => titleHash(title)),
  };
}
