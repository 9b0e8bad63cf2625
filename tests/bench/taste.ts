// Who submitted what to the Daily Papers, as a measure of taste: each submission is ranked among its day's papers with
// only the same person's earlier ones known, by the program's taste, by upvotes, and by two scorers of the textbook.
// node tests/bench/taste.ts [folder of captured days]
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Paper } from "../../src/core/papers/paper.ts";
import { dayByExample } from "../../src/core/roundups/by-example.ts";
import { givenExamples } from "../../src/core/roundups/examples.ts";
import { type Library, libraryOf } from "../../src/core/roundups/library.ts";
import { importFile } from "../../src/core/sources/import/import.ts";
import { createVectorReader } from "../../src/core/taste/vector.ts";
import { temporaryStore } from "../support/temporary-store.ts";
import { centroid, logisticRegression } from "./taste-references.ts";

interface Submission {
  person: string;
  paper: Paper;
  day: string;
}
interface Question {
  day: string;
  wanted: string;
  known: Paper[];
}
interface CapturedItem {
  paper: { id: string; submittedOnDailyBy?: { user?: string; name?: string } };
}

const folder = process.argv[2] ?? "../shared/data/huggingface/daily_papers";
/** With fewer there is nothing to learn from. */
const fewest = 2;
/** Who submits more than this share of all papers keeps the page, and has no taste of their own. */
const mostOfAll = 0.05;
const { store, remove } = await temporaryStore();
const submissions: Submission[] = [];
for (const name of readdirSync(folder).sort()) {
  const file = join(folder, name);
  await importFile(file, { store, now: () => new Date("2026-11-23T00:00:00Z"), asOf: null });
  for (const { paper } of JSON.parse(readFileSync(file, "utf8")) as CapturedItem[]) {
    const known = await store.papers.byArxivId(paper.id);
    const person = paper.submittedOnDailyBy?.user ?? paper.submittedOnDailyBy?.name;
    if (known && person && known.listedOn[0] === name.slice(0, 10))
      submissions.push({ person, paper: known, day: name.slice(0, 10) });
  }
}

const people = [...Map.groupBy(submissions, ({ person }) => person).values()].filter(
  (own) => own.length >= fewest && own.length < mostOfAll * submissions.length,
);
const teams = people.flatMap((_, i) => (i % 3 === 0 && people[i + 2] ? [people.slice(i, i + 3).flat()] : []));
const questions = (groups: Submission[][]): Question[] =>
  groups.flatMap((own) =>
    own.flatMap(({ paper, day }) => {
      const known = own.filter((one) => one.day < day).map((one) => one.paper);
      return known.length > 0 ? [{ day, wanted: paper.id, known }] : [];
    }),
  );
const sharesAuthor = ({ wanted, known }: Question, authorsOf: (id: string) => string[]): boolean =>
  known.some(({ authors }) => authors.some((author) => authorsOf(wanted).includes(author)));
const authors = new Map(submissions.map(({ paper }) => [paper.id, paper.authors]));

const library: Library = libraryOf(store);
const reader = createVectorReader(await store.search.idf());
const days = new Map<string, string[]>();
for (const { day } of submissions) if (!days.has(day)) days.set(day, await store.listings.onDay(day));
const captured = new Map(
  (await store.papers.many([...new Set([...days.values()].flat())])).map((one) => [one.id, one]),
);
const vectorsOf = (ids: readonly string[]) =>
  ids.flatMap((id) => {
    const paper = captured.get(id);
    return paper ? [{ id, vector: reader.read(paper) }] : [];
  });

/** The papers of a day, best first by each way to order them; a pick from outside the taste does not count. */
async function orders({
  day,
  known,
}: Question): Promise<Record<"taste" | "upvotes" | "centroid" | "logistic", string[]>> {
  const ids = known.map(({ id }) => id);
  const listed = (days.get(day) ?? []).filter((id) => !ids.includes(id));
  const chosen = await dayByExample(library, givenExamples(ids), day, { topics: [], limit: 10 });
  const earlier = [...days].flatMap(([other, listedThen]) => (other < day ? listedThen : []));
  const passed = [...new Set(earlier)].filter((id) => !ids.includes(id) && !listed.includes(id));
  const [liked, others] = [vectorsOf(ids), vectorsOf(passed)].map((papers) => papers.map(({ vector }) => vector));
  const best = (score: ReturnType<typeof centroid>) =>
    vectorsOf(listed)
      .map(({ id, vector }) => ({ id, score: score(vector) }))
      .sort((a, b) => b.score - a.score)
      .map(({ id }) => id);
  return {
    taste: chosen.map(({ paper, outside }) => (outside ? "" : paper.id)),
    upvotes: listed,
    centroid: best(centroid(liked ?? [], others ?? [])),
    logistic: best(logisticRegression(liked ?? [], others ?? [])),
  };
}

const all = questions(people);
const sets: [string, Question[]][] = [
  ["persons, the last two known", all.map((one) => ({ ...one, known: one.known.slice(-2) }))],
  ["persons, all known", all],
  ["persons with five or more", questions(people.filter((own) => own.length >= 5))],
  ["no author shared", all.filter((one) => !sharesAuthor(one, (id) => authors.get(id) ?? []))],
  ["teams of three", questions(teams)],
];
console.log(`${submissions.length} submissions, ${people.length} people with ${fewest} or more, ${teams.length} teams`);
for (const [name, asked] of sets) {
  const hits = { taste: 0, upvotes: 0, centroid: 0, logistic: 0 };
  for (const question of asked) {
    const first = await orders(question);
    for (const by of ["taste", "upvotes", "centroid", "logistic"] as const)
      if (first[by].slice(0, 5).includes(question.wanted)) hits[by]++;
  }
  const rates = Object.entries(hits).map(([by, count]) => `${by} ${(count / asked.length).toFixed(3)}`);
  console.log(`${name.padEnd(28)} ${String(asked.length).padStart(4)} asked   hit@5: ${rates.join("  ")}`);
}
await remove();
