import { typedArxivId } from "../../papers/arxiv-id.ts";
import { paperFacts, type PaperFacts } from "../../papers/paper.ts";
import type { Warn } from "../reading/document.ts";
import {
  isRecord,
  readAuthors,
  readCategories,
  readCount,
  readDoi,
  readNames,
  readText,
  readTexts,
  readWebUrl,
  saysWithdrawn,
} from "../reading/facts.ts";
import { fieldsNamed, fieldText, plainField, plainFields, type PlainFields } from "./fields.ts";
import { listedDaysIn, publishedDayIn } from "./record-dates.ts";
import { arxivIdIn } from "./record-ids.ts";

/**
 * Facts of an object in our own shape (what `--json` prints) or a neighbour's: daily arXiv lists, lists of a conference's
 * papers, what clients of arXiv write. Only a title is required. Throws an `Error` that says what is missing.
 */
export function recordFacts(record: Record<string, unknown>, warn: Warn): PaperFacts {
  const title = textIn(record["title"]);
  if (title === null) throw new Error("it has no title");
  // Semantic Scholar names a paper's ids apart.
  const ids = isRecord(record["externalIds"]) ? record["externalIds"] : {};
  const fields = plainFields({ ...record, ...ids });
  const arxivId = arxivIdIn(fields, warn);
  const authors = readAuthors(record["authors"] ?? record["author"]);
  const { abstract, summary } = abstractOf(record, fields);
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
    publishedAt: publishedDayIn(fields, arxivId?.id ?? null, warn),
    listedOn: listedDaysIn(fields, warn),
    upvotes: readCount(record["upvotes"], "upvotes", warn),
    comments: readCount(record["comments"], "comments", warn),
    summary: readText(summary, 1_000),
    keywords: namesIn(record["keywords"], /[;,]/).slice(0, 50),
    categories: readCategories(namesIn(record["categories"], /[\s;,]+/)),
    codeUrl: webUrlIn(fields, ["codeurl", "github", "repourl"], warn),
    projectUrl: webUrlIn(fields, ["projecturl", "project"], warn),
    thumbnailUrl: webUrlIn(fields, ["thumbnailurl"], warn),
    withdrawn: isWithdrawn(record, texts.abstract),
  });
}

/** Lists of conferences have "Withdraw" among their states. */
const isWithdrawn = ({ withdrawn, status, comment, comments }: Record<string, unknown>, abstract: string): boolean =>
  withdrawn === true ||
  (typeof status === "string" && /^withdraw/i.test(status)) ||
  saysWithdrawn(abstract, readText(comment), readText(comments));

/** The first web address in these fields, its `https://` added where it begins with a host; warns where there is none. */
function webUrlIn(fields: PlainFields, names: readonly string[], warn: Warn): string | null {
  const given = fieldsNamed(fields, names);
  const url = given.map(({ value }) => readWebUrl(withScheme(value))).find((read) => read !== null) ?? null;
  const [first] = given;
  if (url === null && first) warn(`${fieldText(first)} is not a web address; left out`);
  return url;
}

const withScheme = (value: unknown): unknown =>
  typeof value === "string" && /^\s*(?:[\w-]+\.)+[a-z]{2,}\/\S/i.test(value) ? `https://${value.trim()}` : value;

/** Many lists call the abstract `summary`, some `abs`; beside an abstract a `summary` is short. */
function abstractOf(
  record: Record<string, unknown>,
  fields: PlainFields,
): { abstract: string | null; summary: string | null } {
  // Publishers send Crossref its heading too.
  const abstract = textIn(record["abstract"])?.replace(/^\s*<(jats:)?title>[^<]{0,20}<\/\1title>/i, "");
  const short = shortFields.map((field) => textIn(record[field])).find((text) => text !== null) ?? null;
  const abs = textIn(fieldsNamed(fields, ["abs"])[0]?.value);
  if (abs !== null && !abstract?.trim() && !namesPlace(abs)) return { abstract: abs, summary: short };
  return abstract === undefined ? { abstract: textIn(record["summary"]), summary: null } : { abstract, summary: short };
}

/** Whether a text is an id or a link, which lists have under `abs` too: one word, or little beside an arXiv id. */
const namesPlace = (text: string): boolean =>
  !/\S\s+\S/.test(text) || (text.length < 100 && typedArxivId(text) !== null);

const shortFields = ["summary", "tldr", "TLDR", "TL;DR"];

/** A text, also one in pieces or in an object of its own; null for another value. */
function textIn(value: unknown): string | null {
  if (typeof value === "string") return value;
  if (Array.isArray(value) && value.length > 0 && value.every((piece) => typeof piece === "string"))
    return value.join(" ");
  return isRecord(value) ? textIn(value["text"] ?? value["value"]) : null;
}

const knownFields = new Map([
  ...["title", "abstract", "summary", "author", "authors", "keywords", "categories", "abs", "doi", "url"].map(
    (field) => [field, field] as const,
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

/** A list of names, or a text of names with signs between them. */
const namesIn = (value: unknown, between: RegExp): string[] =>
  readNames(typeof value === "string" ? value.replace(pythonList, "").split(between) : value);

/** Brackets and quotes of a list as Python prints it. */
const pythonList = /^\s*\[\s*["']?|["']?\s*\]\s*$|(?<=,\s*)["']|["'](?=\s*,)/g;

const readFields = new Set(shortFields);
const textFields = /^abstr|abstract|synops|summar|descri|content(?!-domain)|body|text/i;

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
