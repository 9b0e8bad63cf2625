import { readArxivId } from "../../papers/arxiv-id.ts";
import { authorList } from "../../papers/authors/list.ts";
import { nameOfParts } from "../../papers/authors/name.ts";
import { paperFacts, type PaperFacts } from "../../papers/paper.ts";
import type { Warn } from "../reading/document.ts";
import {
  isDay,
  isRecord,
  readAuthors,
  readCategories,
  readCount,
  readDay,
  readDoi,
  readNames,
  readText,
  readTexts,
  readWebUrl,
  saysWithdrawn,
} from "../reading/facts.ts";

type Line = Record<string, unknown>;

/** Whether an object is a line of the arXiv metadata snapshot. */
export const isSnapshotLine = (line: Line): boolean =>
  typeof line["id"] === "string" && ("authors_parsed" in line || "update_date" in line) && "categories" in line;

/** Whether an object is a paper as `--json` prints it. */
export const isPaperLine = (line: Line): boolean => typeof line["title"] === "string";

/** The papers of one line of JSON: a snapshot entry, a paper of ours, or an answer that holds papers. */
export function papersOfLine(line: unknown): unknown[] {
  if (!isRecord(line)) return [line];
  if (Array.isArray(line["papers"])) return line["papers"];
  return isRecord(line["paper"]) ? [line["paper"]] : [line];
}

/** Facts of one paper of JSON lines, whichever of the two shapes it has. */
export function lineFacts(line: unknown, warn: Warn): PaperFacts {
  if (!isRecord(line)) throw new Error("it is not a JSON object");
  if (isSnapshotLine(line)) return snapshotFacts(line);
  if (isPaperLine(line)) return ownFacts(line, warn);
  throw new Error("it has no title");
}

function snapshotFacts(line: Line): PaperFacts {
  const arxivId = readArxivId(String(line["id"]));
  if (!arxivId) throw new Error(`its id ${JSON.stringify(String(line["id"]).slice(0, 40))} is not an arXiv id`);
  const versions = Array.isArray(line["versions"]) ? line["versions"].filter(isRecord) : [];
  const texts = readTexts(line["title"], line["abstract"], arxivId.id, "plain");
  const authors = snapshotAuthors(line["authors_parsed"]);
  return paperFacts({
    origin: "arxiv",
    arxivId: arxivId.id,
    version: versions.length || null,
    doi: readDoi(line["doi"]),
    ...texts,
    authors,
    authorCount: authors.length,
    publishedAt: readDay(versions[0]?.["created"]),
    categories: readCategories(String(line["categories"]).split(/\s+/)),
    withdrawn: saysWithdrawn(texts.abstract, readText(line["comments"])),
  });
}

/** Names of `[last, first, suffix]`, in the order people say them; what is the family name stays known. */
function snapshotAuthors(parsed: unknown): string[] {
  const names = (Array.isArray(parsed) ? parsed : []).map((parts: unknown) => {
    const [last = "", first = "", suffix = ""] = readNamesOf(parts);
    return nameOfParts(first, last, suffix);
  });
  return authorList(names);
}

const readNamesOf = (parts: unknown): string[] =>
  Array.isArray(parts) ? parts.map((part) => readText(part, 200) ?? "") : [];

function ownFacts(line: Line, warn: Warn): PaperFacts {
  const arxivId = readOwnId(line);
  const authors = readAuthors(line["authors"]);
  const texts = readTexts(line["title"], line["abstract"], arxivId?.id ?? null, "plain");
  if (!arxivId && texts.title === "(untitled)") throw new Error("its title is blank");
  return paperFacts({
    origin: "json",
    arxivId: arxivId?.id ?? null,
    version: arxivId?.version ?? null,
    doi: readDoi(line["doi"]) ?? readDoi(line["url"]),
    ...texts,
    authors,
    authorCount: Math.max(authors.length, readCount(line["authorCount"], "authorCount", warn)),
    organization: readText(line["organization"], 200),
    publishedAt: readDay(line["publishedAt"]),
    listedOn: readNames(line["listedOn"]).filter(isDay).sort(),
    upvotes: readCount(line["upvotes"], "upvotes", warn),
    comments: readCount(line["comments"], "comments", warn),
    summary: readText(line["summary"], 1_000),
    keywords: readNames(line["keywords"]).slice(0, 50),
    categories: readCategories(Array.isArray(line["categories"]) ? line["categories"] : []),
    codeUrl: readWebUrl(line["codeUrl"]),
    projectUrl: readWebUrl(line["projectUrl"]),
    thumbnailUrl: readWebUrl(line["thumbnailUrl"]),
    withdrawn: line["withdrawn"] === true || saysWithdrawn(texts.abstract),
  });
}

function readOwnId(line: Line) {
  const named = [line["arxivId"], line["url"], line["id"]].filter((value) => typeof value === "string");
  return named.map(readArxivId).find((id) => id !== null) ?? null;
}
