// Who submitted what to the Daily Papers, as a measure of taste: each submission is ranked among its day's papers with
// only the same person's earlier ones known. node tests/bench/taste.ts [folder of captured days]
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Paper } from "../../src/core/papers/paper.ts";
import { dayByExample } from "../../src/core/roundups/by-example.ts";
import { givenExamples } from "../../src/core/roundups/examples.ts";
import { type Library, libraryOf } from "../../src/core/roundups/library.ts";
import { importFile } from "../../src/core/sources/import/import.ts";
import { temporaryStore } from "../support/temporary-store.ts";

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
async function hits(asked: readonly Question[]): Promise<{ taste: number; upvotes: number }> {
  let [taste, upvotes] = [0, 0];
  for (const { day, wanted, known } of asked) {
    const ids = known.map(({ id }) => id);
    const chosen = await dayByExample(library, givenExamples(ids), day, { topics: [], limit: 10 });
    if (chosen.slice(0, 5).some(({ paper, outside }) => paper.id === wanted && !outside)) taste++;
    const listed = (await store.listings.onDay(day)).filter((id) => !ids.includes(id));
    if (listed.slice(0, 5).includes(wanted)) upvotes++;
  }
  return { taste: taste / asked.length, upvotes: upvotes / asked.length };
}

const all = questions(people);
const sets: [string, Question[]][] = [
  ["persons, the last two known", all.map((one) => ({ ...one, known: one.known.slice(-2) }))],
  ["persons, all known", all],
  ["no author shared", all.filter((one) => !sharesAuthor(one, (id) => authors.get(id) ?? []))],
  ["teams of three", questions(teams)],
];
console.log(`${submissions.length} submissions, ${people.length} people with ${fewest} or more, ${teams.length} teams`);
for (const [name, asked] of sets) {
  if (asked.length === 0) continue;
  const { taste, upvotes } = await hits(asked);
  console.log(
    `${name.padEnd(28)} ${asked.length} asked   hit@5 ${taste.toFixed(3)}   by upvotes ${upvotes.toFixed(3)}`,
  );
}
await remove();
