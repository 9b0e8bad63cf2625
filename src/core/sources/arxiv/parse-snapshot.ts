import { readArxivId } from "../../papers/arxiv-id.ts";
import { authorList } from "../../papers/authors/list.ts";
import { nameOfParts } from "../../papers/authors/name.ts";
import { paperFacts, type PaperFacts } from "../../papers/paper.ts";
import type { Warn } from "../reading/document.ts";
import { monthsAfterId, readDay } from "../reading/day.ts";
import { isRecord, readCategories, readDoi, readText, readTexts, saysWithdrawn } from "../reading/facts.ts";

/** A line of the arXiv metadata snapshot; null for another object. */
export function snapshotRecord(line: Record<string, unknown>, _day: string | null, warn: Warn): PaperFacts | null {
  if (typeof line["id"] !== "string" || !("categories" in line)) return null;
  if (!("authors_parsed" in line || "update_date" in line)) return null;
  const arxivId = readArxivId(line["id"]);
  if (!arxivId) throw new Error(`its id ${JSON.stringify(line["id"].slice(0, 40))} is not an arXiv id`);
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
    publishedAt: snapshotDay(versions[0]?.["created"], line["update_date"], arxivId.id, warn),
    categories: readCategories(String(line["categories"]).split(/\s+/)),
    withdrawn: saysWithdrawn(texts.abstract, readText(line["comments"])),
  });
}

/** The day of the first version; without versions the day of an update that is near the id. */
function snapshotDay(created: unknown, updated: unknown, id: string, warn: Warn): string | null {
  const day = readDay(created ?? updated);
  if (day !== null && (created !== undefined || monthsAfterId(day, id) <= 1)) return day;
  const value = created ?? updated;
  if (value) warn(`its date ${JSON.stringify(value)?.slice(0, 60)} is not the day it came out; left out`);
  return null;
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
