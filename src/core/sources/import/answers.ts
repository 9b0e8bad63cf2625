import { readArxivId } from "../../papers/arxiv-id.ts";
import { isRecord } from "../reading/facts.ts";
import { withKnownFields } from "./records.ts";

type JsonFields = Record<string, unknown>;

/** Where an answer of some program keeps its list of papers, what it puts around the list, and what around each paper. */
const listFields = ["papers", "data", "items", "results", "notes", "recommendedPapers", "hit", "rows"];
const aroundList = ["message", "result", "hits", "data"];
const aroundPaper = ["info", "citingPaper", "citedPaper", "attributes", "row"];

/** The papers in a piece of JSON, in the fields of our own shape: a list, an answer that holds papers, or one paper. */
export function papersIn(json: unknown): unknown[] {
  if (Array.isArray(json)) return json.flatMap(paperIn);
  if (!isRecord(json)) return [json];
  const list = listFields.map((field) => json[field]).find(Array.isArray);
  if (list) return list.flatMap(paperIn);
  const inside = aroundList.map((field) => json[field]).find(isRecord);
  if (inside && !("title" in json)) return papersIn(inside);
  // `show --json` answers { paper }; Hugging Face's items have a `paper` too, but facts of it beside.
  if (isRecord(json["paper"]) && "abstract" in json["paper"]) return [json["paper"]];
  return papersByName(json) ?? paperIn(json);
}

/** The papers of an object that names each by its id, or lists them by day; null for another object. */
function papersByName(json: JsonFields): unknown[] | null {
  if ("title" in json || "paper" in json) return null;
  const papers = Object.entries(json).flatMap<unknown>(([name, value]) =>
    Array.isArray(value) ? (value as unknown[]) : [isRecord(value) ? { id: name, ...value } : value],
  );
  const all = papers.every((paper) => isRecord(paper) && "title" in withKnownFields(paper));
  return all && papers.length > 0 ? papers.flatMap(paperIn) : null;
}

/** An entry of a list as a paper; none for what Zotero keeps beside papers. */
function paperIn(entry: unknown): unknown[] {
  if (!isRecord(entry)) return [entry];
  const inside = aroundPaper.map((field) => entry[field]).find(isRecord);
  const fields = inside ?? (isRecord(entry["data"]) ? entry["data"] : withContent(entry));
  if (fields["itemType"] === "attachment" || fields["itemType"] === "note") return [];
  return [shapes.find(({ is }) => is(fields))?.read(fields) ?? withKnownFields(fields)];
}

/** OpenReview keeps a paper's fields under `content`, each as `{ value }`. */
function withContent(entry: JsonFields): JsonFields {
  const { content, ...rest } = entry;
  if (!isRecord(content)) return entry;
  const values = Object.entries(content).map(([field, value]) => [
    field,
    isRecord(value) && "value" in value ? value["value"] : value,
  ]);
  return { ...rest, ...(Object.fromEntries(values) as JsonFields) };
}

/** How a program writes a paper where it differs from our own shape. */
interface Shape {
  is: (fields: JsonFields) => boolean;
  read: (fields: JsonFields) => JsonFields;
}

const shapes: readonly Shape[] = [
  {
    // Crossref
    is: ({ DOI, title }) => typeof DOI === "string" && Array.isArray(title),
    read: ({ DOI, title, author, abstract, issued, posted, subject }) => ({
      ...{ DOI, author, abstract, issued: issued ?? posted, keywords: subject },
      title: asList(title)[0],
    }),
  },
  {
    // OpenAlex
    is: ({ authorships }) => Array.isArray(authorships),
    read: ({ title, display_name, doi, authorships, abstract_inverted_index, publication_date, locations }) => ({
      ...{ title: title ?? display_name, doi, publication_date },
      authors: asList(authorships).map((one) => inField(inField(one, "author"), "display_name")),
      abstract: textOfIndex(abstract_inverted_index),
      url: asList(locations)
        .map((one) => inField(one, "landing_page_url"))
        .find((url) => typeof url === "string" && readArxivId(url) !== null),
    }),
  },
  {
    // DBLP
    is: ({ authors, venue }) => isRecord(authors) && venue !== undefined,
    read: ({ title, authors, doi, ee }) => ({
      ...{ doi, url: asList(ee)[0] },
      title: typeof title === "string" ? title.replace(/\.$/, "") : title,
      authors: asList(inField(authors, "author")).map((one) => inField(one, "text") ?? one),
    }),
  },
  {
    // DataCite
    is: ({ titles, creators }) => Array.isArray(titles) && Array.isArray(creators),
    read: ({ titles, creators, doi, url, descriptions, dates }) => ({
      ...{ doi, url },
      title: inField(asList(titles)[0], "title"),
      authors: asList(creators),
      abstract: inField(ofKind(descriptions, "descriptionType", "Abstract"), "description"),
      publishedAt: inField(ofKind(dates, "dateType", "Issued"), "date"),
    }),
  },
  {
    // Zotero
    is: ({ itemType }) => itemType !== undefined,
    read: ({ title, creators, abstractNote, date, DOI, url, archiveID }) => ({
      ...{ title, DOI, url, arxiv: archiveID, date, abstract: abstractNote },
      authors: asList(creators).filter((one) => inField(one, "creatorType") === "author"),
    }),
  },
];

/** A value that is a list, or the only one of a list. */
const asList = (value: unknown): unknown[] =>
  Array.isArray(value) ? (value as unknown[]) : value === undefined || value === null ? [] : [value];

const inField = (value: unknown, field: string): unknown => (isRecord(value) ? value[field] : undefined);

const ofKind = (list: unknown, field: string, kind: string): unknown =>
  asList(list).find((one) => inField(one, field) === kind);

/** The text of an index of words, each with the places where it stands: `{ "We": [0], "read": [1] }`. */
function textOfIndex(index: unknown): string | undefined {
  if (!isRecord(index)) return undefined;
  const words: string[] = [];
  for (const [word, places] of Object.entries(index))
    for (const place of asList(places)) if (typeof place === "number") words[place] = word;
  return words.join(" ");
}
