import { findArxivIds } from "../../papers/arxiv-id.ts";
import type { PaperFacts, Parsed } from "../../papers/paper.ts";
import { allSources } from "../list.ts";
import {
  parseEntries,
  parseJsonText,
  readJson,
  UnreadableDocument,
  type ReadEntry,
  type Warn,
} from "../reading/document.ts";
import { isRecord } from "../reading/facts.ts";
import { looksLikePage, parsePage } from "./page-text.ts";
import { papersIn } from "./answers.ts";
import { recordFacts } from "./records.ts";
import { looksLikeHtml, papersOfSavedPage } from "./saved-page.ts";

/** What a file is: JSON read line by line, a document read whole, a page that needs its day, or nothing that is known. */
export type Format =
  | { kind: "lines" }
  | { kind: "whole"; parse(text: string, day: string | null): Parsed }
  | { kind: "page"; parse(text: string, asOf: string): Parsed }
  | { kind: "unknown" };

const formats = allSources.flatMap(({ parse }) => parse ?? []);

/** Quotes that JSON has not. */
const printedByPython = /^(?:\ufeff)?\s*(?:\[\s*)?\{\s*'/;

/** What `import` reads, for the text that refuses a file. */
export const expected = [
  "a copied Daily Papers page or its HTML",
  ...formats.map((format) => format.expected),
  "JSON (a list, or one object a line) of papers as --json prints them, in CSL-JSON, or with title, abstract, authors",
  "answers of Crossref, DataCite, DBLP, OpenAlex, Semantic Scholar and Zotero; .gz of any",
].join(", ");

/** Recognises a file from its beginning, a few thousand characters or all of it. */
export function formatOf(head: string): Format {
  const text = head.replace(/^\ufeff/, "").trimStart();
  if (looksLikeHtml(text)) return { kind: "whole", parse: parseHtml };
  if (text.startsWith("<")) return { kind: "whole", parse: parseXml };
  if (printedByPython.test(text)) return { kind: "unknown" };
  if (text.startsWith("[")) return { kind: "whole", parse: parseJson };
  if (text.startsWith("{")) return jsonFormat(text);
  return looksLikePage(text) ? { kind: "page", parse: parsePage } : { kind: "unknown" };
}

/** Objects that begin and end on one line are lines; else the file is one object over several lines. */
function jsonFormat(head: string): Format {
  const lines = head.split(/\r?\n/).filter((line) => /^\{.*\},?\s*$/.test(line));
  if (lines.length === 0) return { kind: "whole", parse: parseJson };
  return lines.some(answersPapers) ? { kind: "lines" } : { kind: "unknown" };
}

/** Whether a line holds papers, or a list of papers that is empty. */
function answersPapers(line: string): boolean {
  try {
    const papers = papersIn(parseJsonText(line));
    return papers.length === 0 || papers.some((paper) => isRecord(paper) && isPaper(paper));
  } catch {
    return false;
  }
}

function isPaper(record: Record<string, unknown>): boolean {
  const ignore = () => undefined;
  return typeof record["title"] === "string" || formats.some(({ json }) => isRead(() => json?.(record, null, ignore)));
}

/** A source that throws has recognised the record, though it is no paper. */
function isRead(read: () => PaperFacts | null | undefined): boolean {
  try {
    return Boolean(read());
  } catch {
    return true;
  }
}

function parseXml(text: string): Parsed {
  for (const { xml } of formats) {
    const parsed = xml?.(text);
    if (parsed) return parsed;
  }
  throw new UnreadableDocument("it is another kind of document");
}

function parseHtml(text: string, day: string | null): Parsed {
  const page = papersOfSavedPage(text);
  if (page) return parseEntries(page.papers, readRecord(day ?? page.day));
  const how = "copy the page's text into a file, or save it as JSON where the site has that";
  throw new UnreadableDocument(
    `it is another kind of document, a web page without Hugging Face's list of papers: ${how}`,
  );
}

const parseJson = (text: string, day: string | null): Parsed => parseEntries(papersIn(jsonOf(text)), readRecord(day));

/** JSON of a document, or of several one after another: lines, of which the first is very long, or what `jq` prints. */
function jsonOf(text: string): unknown {
  const lines = text.trim().split(/\r?\n/);
  if (lines.length > 1 && lines.every((line) => /^\{.*\},?\s*$/.test(line))) return lines.map(readJson);
  const documents = text.split(documentEnd);
  return documents.length === 1 ? readJson(text) : documents.flatMap((document) => papersIn(readJson(document)));
}

/** Where a line ends in a bracket and the next begins with one: in one document a comma stands between, and no text breaks a line. */
const documentEnd = /(?<=[\]}])[^\S\n]*\n\s*(?=[[{])/;

/** Reads one JSON object, by the source that knows its shape, else as a paper of ours. */
export const readRecord =
  (day: string | null): ReadEntry<unknown> =>
  (record: unknown, warn: Warn) => {
    if (!isRecord(record)) throw new Error(isPythonText(record) ? pythonText : "it is not a JSON object");
    for (const { json } of formats) {
      const facts = json?.(record, day, warn);
      if (facts) return facts;
    }
    return recordFacts(record, warn);
  };

const isPythonText = (value: unknown): boolean => typeof value === "string" && printedByPython.test(value);
const pythonText =
  "it is a text that Python printed, no JSON object: write the file with json.dump of the objects themselves";

/** Files that people have beside; lists of references name papers, and hardly ever have abstracts. */
const otherFiles: readonly [RegExp, string][] = [
  [/^\s*$/, "empty"],
  [/^%PDF/, "a PDF"],
  [/^PK\p{Cc}/u, "a ZIP archive or a workbook"],
  [/^(?:MIME-Version|Snapshot-Content-Location): /im, "a web archive, which is not read: save the page as HTML"],
  [
    /^\s*·\s*$/m,
    'like a copied Daily Papers page, but its dates are not like "Nov 7": copy it again without the browser\'s translation',
  ],
  [/^\s*Daily Papers\s*$/m, "a Daily Papers page without papers; nothing is listed on weekends"],
  [printedByPython, "what Python prints, not JSON: write it with json.dump"],
  [/^\s*[{[]/, "JSON without papers in fields known here"],
  [/^\s*@[a-z]+\s*[{(]/im, "BibTeX, which is not read"],
  [/^TY {2}- /m, "RIS, which is not read"],
  [/^(?=[^\n]*[,;\t])[^\n]*\b(?:title|doi|key)\b/i, "a table, which is not read"],
];

/** Says what a file of no known format is, and how its papers come here where it names arXiv ids. */
export function whatIsUnknown(head: string): string {
  const kind = otherFiles.find(([pattern]) => pattern.test(head))?.[1];
  const [first] = findArxivIds(head);
  const ids = first ? ` (bring its papers by their ids: \`npm run -s papers -- save ${first.id}\`)` : "";
  if (kind?.startsWith("JSON") && !isJson(head.trim().split("\n")[0] ?? ""))
    return `its first line is broken JSON${ids}`;
  return `${kind === undefined ? "it is in none of the formats known here" : `it is ${kind}`}${ids}`;
}

function isJson(line: string): boolean {
  try {
    parseJsonText(line);
    return true;
  } catch {
    return false;
  }
}
