import { readArxivId, type ArxivId } from "../../papers/arxiv-id.ts";
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

/**
 * Facts of an object in our own shape (what `--json` prints) or a neighbour's: daily arXiv lists, lists of a conference's
 * papers, what clients of arXiv write. Only a title is required. Throws an `Error` that says what is missing.
 */
export function recordFacts(record: Record<string, unknown>, warn: Warn): PaperFacts {
  const title = textIn(record["title"]);
  if (title === null) throw new Error("it has no title");
  const arxivId = idOf(record);
  const authors = readAuthors(record["authors"] ?? record["author"]);
  const { abstract, summary } = abstractOf(record);
  const texts = readTexts(title, abstract, arxivId?.id ?? null, "references");
  if (!arxivId && texts.title === "(untitled)") throw new Error("its title is blank");
  if (texts.abstract === "") refuseLostText(record);
  return paperFacts({
    origin: "json",
    arxivId: arxivId?.id ?? null,
    version: arxivId?.version ?? null,
    doi: readDoi(record["doi"]) ?? readDoi(record["DOI"]) ?? readDoi(record["url"]),
    ...texts,
    authors,
    authorCount: Math.max(authors.length, readCount(record["authorCount"], "authorCount", warn)),
    organization: readText(record["organization"], 200),
    publishedAt: publishedDay(record),
    listedOn: readNames(record["listedOn"]).filter(isDay).sort(),
    upvotes: readCount(record["upvotes"], "upvotes", warn),
    comments: readCount(record["comments"], "comments", warn),
    summary: readText(summary, 1_000),
    keywords: namesIn(record["keywords"], /[;,]/).slice(0, 50),
    categories: readCategories(namesIn(record["categories"], /[\s;,]+/)),
    codeUrl: readWebUrl(record["codeUrl"] ?? record["github"] ?? record["code_url"] ?? record["repo_url"]),
    projectUrl: readWebUrl(record["projectUrl"] ?? record["project"]),
    thumbnailUrl: readWebUrl(record["thumbnailUrl"]),
    withdrawn: isWithdrawn(record, texts.abstract),
  });
}

/** Lists of conferences have "Withdraw" among their states. */
const isWithdrawn = ({ withdrawn, status, comment, comments }: Record<string, unknown>, abstract: string): boolean =>
  withdrawn === true ||
  (typeof status === "string" && /^withdraw/i.test(status)) ||
  saysWithdrawn(abstract, readText(comment), readText(comments));

/** Where an arXiv id or a link to the paper may stand. */
const idFields =
  "arxivId arxiv_id arxiv eprint url URL abs url_abs entry_id link pdf url_pdf pdf_url arxiv_url universal_paper_id doi DOI ArXiv id number".split(
    " ",
  );

function idOf(record: Record<string, unknown>): ArxivId | null {
  // Semantic Scholar names a paper's ids apart.
  const ids = isRecord(record["externalIds"]) ? { ...record, ...record["externalIds"] } : record;
  const named = idFields.map((field) => ids[field]).filter((value) => typeof value === "string");
  return named.map(readArxivId).find((id) => id !== null) ?? null;
}

/** Many lists call the abstract `summary`; beside an `abstract` that is a short summary. */
function abstractOf(record: Record<string, unknown>): { abstract: string | null; summary: string | null } {
  // Publishers send Crossref its heading too.
  const abstract = textIn(record["abstract"])?.replace(/^\s*<(jats:)?title>[^<]{0,20}<\/\1title>/i, "");
  const short = shortFields.map((field) => textIn(record[field])).find((text) => text !== null) ?? null;
  return abstract === undefined ? { abstract: textIn(record["summary"]), summary: null } : { abstract, summary: short };
}

const shortFields = ["summary", "tldr", "TLDR", "TL;DR"];

/** A text, also one in pieces or in an object of its own; null for another value. */
function textIn(value: unknown): string | null {
  if (typeof value === "string") return value;
  if (Array.isArray(value) && value.length > 0 && value.every((piece) => typeof piece === "string"))
    return value.join(" ");
  return isRecord(value) ? textIn(value["text"] ?? value["value"]) : null;
}

const dateFields = ["publishedAt", "published", "published_date", "publication_date", "publicationDate", "date"];

/** A field's name without its case, signs and a `paper` in front: `Paper Title` and `paper_title` are `title`. */
const plainField = (field: string): string => field.toLowerCase().replace(/^paper|[^a-z]/g, "");
const knownFields = new Map([
  ...["title", "abstract", "summary", "author", "authors", "keywords", "categories", ...idFields, ...dateFields].map(
    (field) => [plainField(field), field] as const,
  ),
  ["abstracttext", "abstract"],
  ["authornames", "authors"],
  ["authorlist", "authors"],
]);

/** A record in fields that are read here, where its title or abstract has another name; it keeps its own fields too. */
export function withKnownFields(record: Record<string, unknown>): Record<string, unknown> {
  if ("title" in record && ("abstract" in record || "summary" in record)) return record;
  const renamed = Object.entries(record).map(([field, value]) => [knownFields.get(plainField(field)) ?? field, value]);
  return { ...(Object.fromEntries(renamed) as Record<string, unknown>), ...record };
}

function publishedDay(record: Record<string, unknown>): string | null {
  const openReview = [record["pdate"], record["cdate"]].map(dayOfTime);
  const dates = [...dateFields.map((field) => record[field]), cslDay(record["issued"]), ...openReview];
  return dates.map(readDay).find((day) => day !== null) ?? null;
}

/** A time as OpenReview writes it, in milliseconds. */
const dayOfTime = (time: unknown): string | null =>
  typeof time === "number" && time > 0 && time < 4e12 ? new Date(time).toISOString() : null;

/** A day as CSL writes it: `{"date-parts": [[2025, 10, 2]]}`. */
function cslDay(issued: unknown): string | null {
  const parts = isRecord(issued) && Array.isArray(issued["date-parts"]) ? (issued["date-parts"][0] as unknown) : null;
  return Array.isArray(parts) && parts.length === 3
    ? parts.map((part) => String(part).padStart(2, "0")).join("-")
    : null;
}

/** A list of names, or a text of names with signs between them. */
const namesIn = (value: unknown, between: RegExp): string[] =>
  readNames(typeof value === "string" ? value.replace(pythonList, "").split(between) : value);

/** Brackets and quotes of a list as Python prints it. */
const pythonList = /^\s*\[\s*["']?|["']?\s*\]\s*$|(?<=,\s*)["']|["'](?=\s*,)/g;

const readFields = new Set(shortFields);
const textFields = /abstract|summar|descri|content(?!-domain)|body|text/i;

/** A paper without its abstract is refused where the abstract seems to stand in a field that is not read. */
function refuseLostText(record: Record<string, unknown>): void {
  const lost = Object.keys(record).find(
    (field) => textFields.test(field) && !readFields.has(field) && holdsText(record[field]),
  );
  if (lost === undefined) return;
  if (lost === "abstract") throw new Error('its "abstract" is not a text');
  throw new Error(`its text stands under ${JSON.stringify(lost)}, which is not read; expected "abstract" or "summary"`);
}

const holdsText = (value: unknown): boolean =>
  typeof value === "string"
    ? value.trim().length >= 40
    : typeof value === "object" && value !== null && Object.keys(value).length > 0;
