import { readArxivId, typedArxivId, type ArxivId } from "../../papers/arxiv-id.ts";
import type { Warn } from "../reading/document.ts";
import { fieldsNamed, fieldText, type PlainFields } from "./fields.ts";

/** Plain names of fields that hold an arXiv id or a link to it, however it is written. */
const arxivNames = ["arxivid", "arxiv", "arxivurl", "arxivlink", "arxivabs", "arxivpdf"];
/** Where any id or any link may stand, to the paper at arXiv or to something else. */
const idOrLinkNames =
  "eprint url abs urlabs absurl entryid link html htmlurl urlhtml pdf urlpdf pdfurl pdflink universalpaperid doi id number".split(
    " ",
  );

/** The arXiv id in the fields of a record; warns where a field that should hold one cannot be read. */
export function arxivIdIn(fields: PlainFields, warn: Warn): ArxivId | null {
  const own = fieldsNamed(fields, arxivNames);
  const others = fieldsNamed(fields, idOrLinkNames);
  const found = own.map(({ value }) => writtenId(value)).concat(others.map(({ value }) => plainId(value)));
  const id = found.find((read) => read !== null);
  if (id) return id;
  const lost = own[0] ?? others.find(({ value }) => typeof value === "number" && !Number.isInteger(value));
  if (lost) warn(`${fieldText(lost)} is not an arXiv id; left out`);
  return null;
}

/** An id in a field of arXiv's: as people copy it, or as a number that lost the zeros at its end. */
function writtenId(value: unknown): ArxivId | null {
  if (typeof value === "number") return idOfNumber(value, 1);
  if (typeof value === "string") return readArxivId(value) ?? typedArxivId(value);
  return Array.isArray(value) && value.length === 1 ? writtenId(value[0]) : null;
}

/** An id in any field, of which the text must say that it is one; a number of few decimals may count something else. */
function plainId(value: unknown): ArxivId | null {
  if (typeof value === "number") return idOfNumber(value, 3);
  if (typeof value !== "string") return null;
  const bracketed = value.replace(/^\s*\[([^[\]]{1,300})\]\s*$/, "$1");
  return readArxivId(bracketed) ?? (/^\W{0,3}arxiv[\s:.]/i.test(value) ? typedArxivId(value) : null);
}

/** An id that a program took for a number: 704.0001 is 0704.0001, and 2511.0102 is 2511.01020. */
function idOfNumber(value: number, fewest: number): ArxivId | null {
  const [, month = "", decimals = ""] = /^(\d{3,4})\.(\d{1,5})$/.exec(String(value)) ?? [];
  if (decimals.length < fewest) return null;
  const yearAndMonth = month.padStart(4, "0");
  // arXiv numbers a month's papers with five digits since January 2015.
  const length = yearAndMonth >= "1501" ? 5 : 4;
  return decimals.length > length ? null : readArxivId(`${yearAndMonth}.${decimals.padEnd(length, "0")}`);
}
