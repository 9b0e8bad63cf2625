import Database from "better-sqlite3";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { paperFacts } from "../../../../../src/core/papers/paper.ts";
import { createRebuilder } from "../../../../../src/core/store/sqlite/search/rebuild.ts";
import { rowIn } from "../../../../../src/core/store/sqlite/search/tables.ts";
import type { Store } from "../../../../../src/core/store/store.ts";
import { type TestDatabase, testDatabase } from "../../../../support/test-database.ts";

const now = new Date("2025-11-07T12:00:00Z");
const whole = { limit: 50, since: null };
const fact = (title: string, abstract: string) => paperFacts({ origin: "json", title, abstract });
const papers = [
  fact("Lottery tickets", "Pruning finds a sparse network that trains alone."),
  fact("Image synthesis", "We train generative adversarial networks (GANs) on faces."),
  fact("StyleGAN for faces", "A generator with styles makes faces."),
  fact("Faces and styles", "The generator of a generative adversarial network makes faces."),
];

/** What people ask of search, answered by titles. */
async function answers({ search, papers }: Store): Promise<Record<string, string[]>> {
  const titles = async (hits: { id: string }[]) =>
    (await papers.many(hits.map(({ id }) => id))).map((one) => one.title);
  const [face] = (await search.search("stylegan", whole)).hits;
  return {
    search: await titles((await search.search("sparse network", whole)).hits),
    topic: await titles((await search.topic("gan", whole)).hits),
    similar: await titles((await search.similar(face?.id ?? "", 3)).hits),
    begins: (await search.titles("lott", 3)).map(({ title }) => title),
    names: await search.names("gen", 3),
  };
}

/** More than are indexed at one go. */
const fillers = Array.from({ length: 1_200 }, (_, at) => fact(`Filler ${at}`, "Nothing of interest."));

describe("the search index", () => {
  let database: TestDatabase;
  let before: Record<string, string[]>;
  beforeEach(async () => {
    database = await testDatabase();
    const store = await open();
    await store.papers.save(papers, now);
    before = await answers(store);
    await store.close();
  });
  afterEach(() => database.remove());
  const open = () => database.open();
  const file = () => join(database.folder, "papers.db");

  /** Changes the file as somebody with another program can. */
  function harm(sql: string): void {
    const raw = new Database(file());
    raw.unsafeMode(true);
    raw.exec(sql);
    raw.close();
  }

  const without = (papers: string) =>
    `insert into paper_index (paper_index, rowid, title, abstract, tags, authors, organization, code)
     select 'delete', ${rowIn(0)} - id, title, abstract, '', '', '', '' from papers where ${papers}`;
  const harms: Record<string, string> = {
    "with its tables dropped": "drop table paper_terms; drop table paper_index; drop table acronyms",
    "with everything of it dropped":
      "drop table paper_terms; drop table paper_index; drop table acronyms; drop table search_index_state",
    "as the first release made it": "drop table search_index_state",
    "of another version": "update search_index_state set version = 1",
    emptied: "insert into paper_index (paper_index) values ('delete-all')",
    "without one paper": without("id = 2"),
    "without acronyms": "delete from acronyms",
    "without its words": "drop table paper_terms",
    "without its data": "delete from paper_index_data",
    "without its pages": "delete from paper_index_idx",
    "without its settings": "drop table paper_index_config",
    "of another format": "delete from paper_index_config",
    "half rebuilt": `update search_index_state set indexed_to = 3; ${without("id > 3")}`,
  };
  it.each(Object.entries(harms))("%s answers as before after the next start", async (_, sql) => {
    harm(sql);
    const store = await open();
    expect(await answers(store)).toEqual(before);
    await store.papers.save([fact("Lottery winners", "Sparse networks win.")], now);
    expect((await store.search.search("lottery", whole)).total).toBe(2);
    await store.close();
  });

  it("that is whole is left alone at a start", async () => {
    const store = await open();
    expect(store.search.rebuilding()).toBeNull();
    await store.close();
  });

  it.each(["with its tables dropped", "without its data", "of another version"])(
    "%s while the program runs is rebuilt too",
    async (kind) => {
      const store = await open();
      harm(harms[kind] ?? "");
      expect(await answers(store)).toEqual(before);
      await store.close();
    },
  );

  it("that is damaged loses no paper that comes in", async () => {
    const store = await open();
    harm(harms["without its data"] ?? "");
    await store.papers.save([fact("Lottery winners", "Sparse networks win.")], now);
    expect((await store.search.search("lottery", whole)).total).toBe(2);
    await store.close();
  });

  it("takes papers that come, change and go while it is rebuilt", async () => {
    const first = await open();
    await first.papers.save(fillers, now);
    await first.papers.save([fact("Filler 1 of samples", "A sample about quokkas.")], now, { sample: true });
    await first.close();
    harm(harms["of another version"] ?? "");
    const store = await open();
    const rebuilding = store.search.rebuilding();
    expect(rebuilding?.progress()).toMatchObject({ total: 1_205 });
    await store.papers.save([fact("Late wombats", "Wombats dig.")], now);
    await store.papers.save(
      [{ ...fact("Filler 3", "Now about numbats, and longer than before."), arxivId: "2501.00003" }],
      now,
    );
    await store.papers.dropSamples();
    await rebuilding?.finished;
    expect(store.search.rebuilding()).toBeNull();
    const totals = await Promise.all(
      ["wombats", "numbats", "quokkas"].map(async (word) => (await store.search.search(word, whole)).total),
    );
    expect(totals).toEqual([1, 1, 0]);
    await store.close();
    const again = await open();
    expect(again.search.rebuilding()).toBeNull();
    await again.close();
  });

  it("says how far it is when a search would wait long", async () => {
    const full = await open();
    await full.papers.save(fillers, now);
    await full.close();
    harm(harms["of another version"] ?? "");
    const raw = new Database(file());
    const rebuilder = createRebuilder(raw, 0);
    await expect(rebuilder.ready()).rejects.toThrow(
      /^Search is being rebuilt from the papers \(\d+ % done\)\. Ask again in a minute/,
    );
    await rebuilder.current()?.finished;
    await rebuilder.ready();
    raw.close();
  });

  it("is rebuilt by two programs at once", async () => {
    harm(harms["with everything of it dropped"] ?? "");
    const stores = await Promise.all([open(), open()]);
    expect(await Promise.all(stores.map(answers))).toEqual([before, before]);
    await Promise.all(stores.map((store) => store.close()));
  });
});
