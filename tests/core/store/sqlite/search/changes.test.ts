import Database from "better-sqlite3";
import fc from "fast-check";
import { expect, it } from "vitest";
import { type PaperFacts, paperFacts } from "../../../../../src/core/papers/paper.ts";
import { anyText } from "../../../../support/any-text.ts";
import { temporaryStore } from "../../../../support/temporary-store.ts";
import { openBatch } from "../../../../../src/core/store/sqlite/search/index.ts";
import { countIndexed, resetIndex } from "../../../../../src/core/store/sqlite/search/tables.ts";

/** Words and signs that the index folds, splits or leaves out in a way of their own, among any text. */
const piece = fc.oneof(
  fc.constantFrom(
    "StyleGAN2",
    "C++",
    "Q&A",
    "GANs",
    "Łukasz",
    "ﬁne",
    "拡散モデル",
    "한국어",
    "e\u0301",
    "الْكِتاب",
    "x\0y",
    "\ud800",
    "λ",
    "’",
    "I/O",
  ),
  anyText,
  fc.lorem({ maxCount: 3 }),
);
const text = fc.array(piece, { maxLength: 6 }).map((pieces) => pieces.join(" "));
const texts = fc.record({
  title: text,
  abstract: text,
  authors: fc.array(text, { maxLength: 3 }),
  keywords: fc.array(text, { maxLength: 2 }),
  categories: fc.array(fc.constantFrom("cs.CL", "stat.ML"), { maxLength: 2 }),
  organization: fc.option(text),
  codeUrl: fc.option(fc.constant("https://github.com/a/b")),
});
type Texts = typeof texts extends fc.Arbitrary<infer Made> ? Made : never;
const steps = fc.array(fc.record({ id: fc.integer({ min: 1, max: 4 }), texts: fc.option(texts) }), { maxLength: 12 });

function emptyIndex(): Database.Database {
  const db = new Database(":memory:");
  db.exec("create table papers (id integer primary key)");
  db.transaction(() => resetIndex(db)).immediate();
  db.exec("create virtual table entries using fts5vocab(paper_index, 'instance')");
  return db;
}

/** Every place of every term. */
const entries = (db: Database.Database): unknown[] =>
  db.prepare("select * from entries order by term, doc, col, offset").all();

it("an index after any changes has the entries of one that is made anew", () => {
  fc.assert(
    fc.property(steps, (changes) => {
      const [changed, anew] = [emptyIndex(), emptyIndex()];
      const kept = new Map<number, Texts>();
      for (const { id, texts: next } of changes) {
        const batch = openBatch(changed);
        const before = kept.get(id);
        if (before) batch.remove({ id, ...before });
        kept.delete(id);
        if (next) batch.add({ id, ...next });
        if (next) kept.set(id, next);
        batch.end();
      }
      const batch = openBatch(anew);
      for (const [id, paper] of kept) batch.add({ id, ...paper });
      batch.end();
      expect(entries(changed)).toEqual(entries(anew));
      expect(countIndexed(changed)).toBe(kept.size);
      changed.exec("insert into paper_index (paper_index) values ('integrity-check')");
      const acronyms = "select * from acronyms order by short, long_key";
      expect(changed.prepare(acronyms).all()).toEqual(anew.prepare(acronyms).all());
      for (const db of [changed, anew]) db.close();
    }),
  );
});

const facts = ({ organization, codeUrl, ...rest }: Texts, at: number): PaperFacts => ({
  ...paperFacts({ origin: "json", ...rest, title: `${rest.title} ${at}` }),
  arxivId: `2501.0000${at}`,
  organization,
  codeUrl,
});

it("an index that followed what came from sources has the entries of one that is rebuilt", async () => {
  const papers = fc.array(fc.record({ at: fc.integer({ min: 1, max: 5 }), texts }), { minLength: 1, maxLength: 12 });
  const now = new Date("2025-11-07T12:00:00Z");
  const given = fc.sample(papers, { numRuns: 10, seed: 7 });
  let compared = 0;
  for (const list of given) {
    const { store, file, remove } = await temporaryStore();
    const [samples = [], ...later] = list.map((one) => [facts(one.texts, one.at)]);
    await store.papers.save(samples, now, { sample: true });
    for (const batch of later) await store.papers.save(batch, now);
    await store.papers.dropSamples();
    const raw = new Database(file);
    raw.exec("create virtual table temp.entries using fts5vocab(main, paper_index, 'instance')");
    const followed = entries(raw);
    raw.exec("update search_index_state set version = 1");
    await store.search.search("anything", { limit: 1, since: null });
    compared += followed.length;
    expect(followed).toEqual(entries(raw));
    raw.close();
    await remove();
  }
  expect(compared).toBeGreaterThan(100);
});
