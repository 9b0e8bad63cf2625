import type { Database } from "better-sqlite3";
import { LRUCache } from "lru-cache";
import { type Condition, hasName } from "../../../search/condition.ts";
import { hashTerm, type Idf } from "../../../search/term-hash.ts";
import { type PaperText, readTerms } from "../../../search/paper-terms.ts";
import { termOf, wordsOf } from "../../../search/terms.ts";
import type { SearchLibrary } from "../../../search/library.ts";
import type { KnownName } from "../../../search/aliases.ts";
import { cheapest } from "./cheapest.ts";
import { matchText } from "./match-text.ts";
import { paperOfRow, rowInSql } from "./tables.ts";

const sampleSize = 1000;

// A paper belongs to a day when it was published or listed on it, and without such a day when it was added on it.
// Separate subqueries use their indexes; as a union, SQLite sorts all papers.
const published = "from papers where published_at >= @since";
const listed = "from listings where day >= @since";
// Ids grow with the time, so those of undated papers lie behind the first id of the time in the index of the days.
const undated = `from papers where published_at is null
  and id >= (select id from papers where added_at >= unixepoch(@since) * 1000 order by added_at limit 1)
  and not exists (select 1 from listings where paper_id = papers.id)`;
const ofWindow = (id: (column: string) => string) =>
  `select ${id("id")} as id ${published} union all select ${id("paper_id")} ${listed} union all select ${id("id")} ${undated}`;
// The plus signs keep SQLite from walking all papers by id to find the smallest.
const firstOfWindow = `select min(id) from (${ofWindow((column) => `min(+${column})`)})`;
// Papers of the newest days were added last, so a lower bound on the id keeps a window cheap in a library of any size.
const matching = `select ${paperOfRow} from paper_index where paper_index match @condition and rowid <= ${rowInSql("@first")}
  and (@since is null or ${paperOfRow} in (select id ${published}) or ${paperOfRow} in (select paper_id ${listed})
    or ${paperOfRow} in (select id ${undated}))`;

/** Fills the port of search from the index, the papers and the acronyms of a database. */
export function openSearchLibrary(db: Database): SearchLibrary {
  const ids = <Bound extends object>(sql: string) => db.prepare<Bound, number>(sql).pluck();
  const newest = ids<Looked & { limit: number }>(`${matching} order by rowid limit @limit`);
  const tally = ids<Looked & { most: number }>(`select count(*) from (${matching} limit @most)`);
  const first = ids<{ since: string }>(firstOfWindow);
  const inWindow = ids<{ since: string; limit: number }>(`${ofWindow((column) => column)} limit @limit`);
  const firstOf = (since: string | null) => (since === null ? 0 : (first.get({ since }) ?? Number.MAX_SAFE_INTEGER));
  const texts = db.prepare<[string], TextRow>(
    "select id, title, abstract, keywords, authors from papers where id in (select value from json_each(?))",
  );
  const long = db.prepare<[string], KnownName>(
    "select short, long, papers from acronyms where short = ? order by papers desc, long",
  );
  const short = db.prepare<[string], KnownName>(
    "select short, long, papers from acronyms where long_key = ? order by papers desc, short",
  );
  const textsOf = (ids: readonly number[]) => texts.all(JSON.stringify(ids)).map(paperText);
  const nearby = db.prepare<[string, string], { word: string; papers: number }>(
    "select term as word, doc as papers from paper_terms where term >= ? and term < ?",
  );
  const last = ids<[]>("select coalesce(max(id), 0) from papers");
  const untilGrown = rememberUntilGrown(() => last.get() ?? 0);
  const counted = (what: string, condition: () => Condition, most: number, among = Infinity) =>
    untilGrown(`${most} ${what}`, () => {
      const first = Math.max(0, (last.get() ?? 0) - among);
      return tally.get({ condition: matchText(condition()), since: null, first, most }) ?? 0;
    });
  const isKnown = (phrase: string, least: number, without = ""): boolean => {
    const condition = asPhrase(phrase);
    const beside = (): Condition =>
      without === "" ? condition : { kind: "except", condition, excluded: asPhrase(without) };
    return counted(`${phrase} -${without}`, beside, least) === least;
  };
  const having = (word: string) => (last.get() ?? 0) * Math.exp(-idf()(hashTerm(termOf(word))));
  const wordsLike = (prefix: string) => nearby.all(prefix, `${prefix}\uffff`);
  const idf = sampledIdf(() => last.get() ?? 0, textsOf);
  const asked = (condition: Condition) => {
    const rareness = idf();
    return matchText(cheapest(condition, (word) => Math.exp(-rareness(hashTerm(termOf(word))))));
  };
  return {
    newest: (condition, since, limit, among = Infinity) => {
      const first = Math.max(firstOf(since), (last.get() ?? 0) - among);
      return newest.all({ condition: asked(condition), since, first, limit });
    },
    count: (condition, since, most) =>
      tally.get({ condition: asked(condition), since, first: firstOf(since), most }) ?? 0,
    window: (since, most) => {
      // A paper may be published and listed in the window.
      const found = [...new Set(inWindow.all({ since, limit: 2 * most + 1 }))];
      return found.length > most ? null : found;
    },
    texts: textsOf,
    idf,
    remembered: rememberUntilAdded(() => last.get() ?? 0),
    wordsLike,
    known: (phrases, papers, without) => {
      const least = Math.max(1, Math.ceil(papers));
      return phrases.filter((phrase) => isKnown(phrase, least, without));
    },
    knownForms: (stem, forms) =>
      untilGrown(`forms ${forms.join(" ")}`, () => {
        // All words with a stem stand together in the index: looking through them takes a tenth of looking for each form,
        // but for words that most papers have.
        const found = having(stem) > mostLookedThrough ? null : new Set(wordsLike(stem).map(({ word }) => word));
        return forms.filter((form) => (!found || !form.startsWith(stem) || found.has(form)) && isKnown(form, 1));
      }),
    naming: (words, where) =>
      counted(
        `${where}: ${words.join(" ")}`,
        () => hasName(words, where === "title" ? ["title"] : text),
        mostTogether,
        namedAmong,
      ),
    together: (phrase, other) => {
      const conditions = [phrase, other].map((words): Condition => ({ kind: "phrase", words: wordsOf(words) }));
      const condition = matchText({ kind: "in", parts: text, condition: { kind: "all", conditions } });
      return tally.get({ condition, since: null, first: 0, most: mostTogether }) ?? 0;
    },
    having,
    longForms: (name) => long.all(name),
    shortForms: (key) => short.all(key),
  };
}

interface Looked {
  condition: string;
  since: string | null;
  first: number;
}

interface TextRow {
  id: number;
  title: string;
  abstract: string;
  keywords: string;
  authors: string;
}

function paperText({ id, title, abstract, keywords, authors }: TextRow): PaperText {
  const tags = keywords === "[]" ? "" : ` ; ${(JSON.parse(keywords) as string[]).join(" ; ")}`;
  // Ranking reads the authors of few papers.
  return {
    id,
    title,
    body: abstract + tags,
    get authors() {
      return JSON.parse(authors) as string[];
    },
  };
}

/** Remembers what was found of words until the library has grown by a tenth. */
function rememberUntilGrown(newest: () => number): <Value>(what: string, find: () => Value) => Value {
  let answers = new Map<string, unknown>();
  let at = 0;
  return <Value>(what: string, find: () => Value): Value => {
    if (newest() > at * 1.1 || answers.size > mostFindings) [answers, at] = [new Map<string, unknown>(), newest()];
    const found = answers.has(what) ? (answers.get(what) as Value) : find();
    answers.set(what, found);
    return found;
  };
}

const mostValues = 500;

/** Remembers values until the library has other papers. */
function rememberUntilAdded(newest: () => number): SearchLibrary["remembered"] {
  const values = new LRUCache<string, object>({ max: mostValues });
  let at = 0;
  return <Value extends object>(what: string, make: () => Value): Value => {
    if (newest() !== at) {
      values.clear();
      at = newest();
    }
    const value = (values.get(what) as Value | undefined) ?? make();
    values.set(what, value);
    return value;
  };
}

const text = ["title", "abstract", "tags"] as const;
const asPhrase = (phrase: string): Condition => ({
  kind: "in",
  parts: text,
  condition: { kind: "phrase", words: phrase.split(" ") },
});
const mostTogether = 1_000;
/** How a thing is named shows in the newest papers: counting its names in all of a large library takes many times as long. */
const namedAmong = 20_000;
const mostFindings = 50_000;
/** Words that more papers have are looked for one by one. */
const mostLookedThrough = 20_000;

/** Estimates document frequencies from a sample spread over the library; takes a new sample when the library has doubled. */
function sampledIdf(newest: () => number, read: (ids: number[]) => PaperText[]): () => Idf {
  let taken = { at: 0, papers: 0, having: new Map<number, number>() };
  return () => {
    const last = newest();
    if (last > taken.at * 2) taken = { at: last, ...sample(last, read) };
    const { papers, having } = taken;
    return (term) => Math.log((papers + 1) / ((having.get(term) ?? 0) + 0.5));
  };
}

function sample(last: number, read: (ids: number[]) => PaperText[]) {
  const step = Math.max(1, last / sampleSize);
  const texts = read(Array.from({ length: Math.min(last, sampleSize) }, (_, i) => 1 + Math.floor(i * step)));
  const having = new Map<number, number>();
  for (const { title, body } of texts.map((text) => readTerms(text, null)))
    for (const term of new Set([...title, ...body])) having.set(term, (having.get(term) ?? 0) + 1);
  return { papers: texts.length, having };
}
