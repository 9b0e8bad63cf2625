import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { shared, sharedIsHere } from "./shared.ts";

interface RealText {
  title: string;
  abstract: string;
  authors: string[];
}

/** Titles, abstracts and authors as the captured sources wrote them; empty where `../shared` is missing. */
export const realTexts: RealText[] = sharedIsHere ? [...daily(), ...labelled()] : [];

/** The lists of authors in them. */
export const realAuthors: string[][] = realTexts.map(({ authors }) => authors);

interface Item {
  paper?: { title: string; summary: string; authors: { name: string }[] } | null;
}

function daily(): RealText[] {
  const folder = shared("data/huggingface/daily_papers");
  return readdirSync(folder).flatMap((file) =>
    (JSON.parse(readFileSync(join(folder, file), "utf8")) as Item[]).flatMap(({ paper }) =>
      paper ? [{ title: paper.title, abstract: paper.summary, authors: paper.authors.map(({ name }) => name) }] : [],
    ),
  );
}

function labelled(): RealText[] {
  const lines = gunzipSync(readFileSync(shared("data/search-dev/papers.jsonl.gz"))).toString();
  return lines.split("\n").flatMap((line) => (line === "" ? [] : [JSON.parse(line) as RealText]));
}
