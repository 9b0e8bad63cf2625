import { readArxivId } from "../../papers/arxiv-id.ts";
import { paperFacts, type PaperFacts, type Parsed } from "../../papers/paper.ts";
import { parseEntries, UnreadableDocument, type Warn } from "../reading/document.ts";
import { dayInField } from "../reading/day.ts";
import { readAuthors, readCategories, readDoi, readTexts, saysWithdrawn } from "../reading/facts.ts";
import { attribute, children, readXml, textOf, type Node } from "../reading/xml.ts";

/** A page of arXiv's query API. */
export interface ParsedPage extends Parsed {
  /** How many papers the whole query has. */
  total: number;
  /** When the oldest paper of the page was submitted, in ISO 8601; null for an empty page. */
  oldest: string | null;
}

/** An Atom document of arXiv's query API, of before or after the winter of 2025; its error entry refuses it. */
export function parseArxivAtom(text: string): ParsedPage {
  const { node } = readXml(text, ["feed"]);
  const entries = children(node, "entry");
  const error = entries.find((entry) => textOf(entry, "id")?.includes("/api/errors"));
  if (error) throw new UnreadableDocument(`arXiv answered with an error: ${textOf(error, "summary") ?? "unnamed"}`);
  const total = Number(textOf(node, "totalResults") ?? entries.length);
  const submitted = entries.flatMap((entry) => textOf(entry, "published") ?? []).sort();
  return {
    ...parseEntries(entries, entryFacts),
    total: Number.isSafeInteger(total) ? total : entries.length,
    oldest: submitted[0] ?? null,
  };
}

function entryFacts(entry: Node, warn: Warn): PaperFacts {
  const link = textOf(entry, "id") ?? "";
  const arxivId = readArxivId(link);
  if (!arxivId) throw new Error(`its id ${JSON.stringify(link.slice(0, 60))} is not an arXiv id`);
  const texts = readTexts(textOf(entry, "title"), textOf(entry, "summary"), arxivId.id, "plain");
  const authors = readAuthors(children(entry, "author").map((author) => textOf(author, "name")));
  const terms = [...children(entry, "primary_category"), ...children(entry, "category")];
  return paperFacts({
    origin: "arxiv",
    arxivId: arxivId.id,
    version: arxivId.version,
    doi: readDoi(textOf(entry, "doi")),
    ...texts,
    authors,
    authorCount: authors.length,
    publishedAt: dayInField(textOf(entry, "published"), "published", warn),
    categories: readCategories(terms.map((term) => attribute(term, "term"))),
    withdrawn: saysWithdrawn(texts.abstract, textOf(entry, "comment")),
  });
}
