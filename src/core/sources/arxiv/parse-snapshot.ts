import { readArxivId } from "../../papers/arxiv-id.ts";
import { authorList } from "../../papers/authors/list.ts";
import { nameOfParts } from "../../papers/authors/name.ts";
import { paperFacts, type PaperFacts } from "../../papers/paper.ts";
import { isRecord, readCategories, readDay, readDoi, readText, readTexts, saysWithdrawn } from "../reading/facts.ts";

/** A line of the arXiv metadata snapshot; null for another object. */
export function snapshotRecord(line: Record<string, unknown>): PaperFacts | null {
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
