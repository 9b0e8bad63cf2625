import * as z from "zod";
import { readArxivId } from "../../papers/arxiv-id.ts";
import { paperFacts, type PaperFacts, type Parsed } from "../../papers/paper.ts";
import { parseEntries, readJson, UnreadableDocument, type Warn } from "../reading/document.ts";
import { dayInField, readDay } from "../reading/day.ts";
import {
  isRecord,
  readAuthors,
  readCount,
  readNames,
  readText,
  readTexts,
  readWebUrl,
  saysWithdrawn,
} from "../reading/facts.ts";

/** The wire's shape of a paper: only the id decides whether it is one, every other fact is read for what it is. */
const wirePaper = z.looseObject({ id: z.string({ error: "it has no id" }) });
const wireItem = z.looseObject(
  { paper: wirePaper.or(z.null()).or(z.undefined()) },
  { error: "it is not an object with a paper" },
);
const wireOrganization = z.looseObject({ name: z.unknown(), fullname: z.unknown() });
const hour = 3_600_000;

type WirePaper = z.output<typeof wirePaper>;
type WireItem = Record<string, unknown>;

/** A body of `/api/daily_papers` or `/api/papers/search`; `day` is the listing day of items too old to carry it. */
export function parseDailyPapers(text: string, day: string | null = null): Parsed {
  return parseDailyItems(readJson(text), day);
}

/** The same, already read as JSON. */
export function parseDailyItems(body: unknown, day: string | null = null): Parsed {
  if (!Array.isArray(body)) throw new UnreadableDocument("it is not Hugging Face's list of papers");
  return parseEntries(body, (item: unknown, warn) => itemFacts(item, day, warn));
}

/**
 * One object of Hugging Face's: an item of a list, or a paper by itself; null for an object of somebody else. Its abstract
 * stands under `summary`, which tells its papers from ours; `--json` prints an `abstract`.
 */
export function paperRecord(record: WireItem, day: string | null, warn: Warn): PaperFacts | null {
  if (isWirePaper(record["paper"])) return itemFacts(record, day, warn);
  return isWirePaper(record) ? factsOf(record, {}, day, warn) : null;
}

const isWirePaper = (value: unknown): value is WirePaper =>
  isRecord(value) &&
  typeof value["id"] === "string" &&
  "summary" in value &&
  !("abstract" in value) &&
  ("upvotes" in value || "ai_summary" in value || "submittedOnDailyAt" in value || hasWireAuthors(value["authors"]));

const hasWireAuthors = (authors: unknown): boolean =>
  Array.isArray(authors) && isRecord(authors[0]) && "name" in authors[0] && "hidden" in authors[0];

/** A body of `/api/papers/{id}`: the inner paper, flat. */
export function parsePaper(text: string): Parsed {
  return parseEntries([readJson(text)], (paper: unknown, warn) => factsOf(check(wirePaper, paper), {}, null, warn));
}

function itemFacts(item: unknown, day: string | null, warn: Warn): PaperFacts {
  const { paper, ...outer } = check(wireItem, item);
  if (!paper) throw new Error("it has no paper");
  return factsOf(paper, outer, day, warn);
}

function factsOf(paper: WirePaper, outer: WireItem, day: string | null, warn: Warn): PaperFacts {
  const arxivId = readArxivId(paper.id);
  if (!arxivId) throw new Error(`its id ${JSON.stringify(paper.id.slice(0, 40))} is not an arXiv id`);
  const texts = readTexts(paper["title"] ?? outer["title"], paper["summary"], arxivId.id, "references");
  const authors = readAuthors(visible(paper["authors"]));
  const listed = listingDay(paper, outer, day);
  return paperFacts({
    origin: "hugging-face",
    arxivId: arxivId.id,
    ...texts,
    authors,
    authorCount: authors.length,
    organization: organizationOf(paper["organization"]) ?? organizationOf(outer["organization"]),
    publishedAt: dayInField(paper["publishedAt"], "publishedAt", warn),
    listedOn: listed ? [listed] : [],
    upvotes: readCount(paper["upvotes"], "upvotes", warn),
    comments: readCount(outer["numComments"], "numComments", warn),
    summary: readText(paper["ai_summary"], 1_000),
    keywords: readNames(paper["ai_keywords"]).slice(0, 50),
    codeUrl: readWebUrl(paper["githubRepo"]),
    projectUrl: readWebUrl(paper["projectPage"]),
    thumbnailUrl: readWebUrl(outer["thumbnail"]),
    withdrawn: saysWithdrawn(texts.abstract),
  });
}

const visible = (authors: unknown): unknown[] =>
  Array.isArray(authors) ? authors.filter((author: { hidden?: unknown } | null) => author?.hidden !== true) : [];

function organizationOf(value: unknown): string | null {
  const read = wireOrganization.safeParse(value);
  return read.success ? (readText(read.data.fullname, 200) ?? readText(read.data.name, 200)) : null;
}

/** The day on the Daily page: the paper's own, else the day asked for, else the outer time where that is a real one. */
function listingDay(paper: WirePaper, outer: WireItem, day: string | null): string | null {
  const own = readDay(paper["submittedOnDailyAt"]);
  if (own || day) return own ?? day;
  const [inner, shown] = [paper["publishedAt"], outer["publishedAt"]];
  if (typeof inner !== "string" || typeof shown !== "string") return null;
  const shift = Date.parse(inner) - Date.parse(shown);
  // Since 2025 the outer time is only the inner one moved by New York's offset.
  return shift === 0 || shift === 4 * hour || shift === 5 * hour ? null : readDay(shown);
}

function check<Shape extends z.ZodType>(shape: Shape, value: unknown): z.output<Shape> {
  const read = shape.safeParse(value);
  if (read.success) return read.data;
  throw new Error(read.error.issues[0]?.message ?? "it has another shape");
}
