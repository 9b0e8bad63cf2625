import type { Warn } from "../reading/document.ts";
import { monthsAfterId, readDayOrTime } from "../reading/day.ts";
import { isRecord } from "../reading/facts.ts";
import { fieldsNamed, fieldText, type GivenField, type PlainFields } from "./fields.ts";

/** Plain names of fields that say when a paper came out, the surest first, and when it changed. A year alone, which lists of conferences have for each paper, is no day. */
const publicationNames = [
  "publishedat published publisheddate publicationdate publishdate pubdate datepublished date releasedate released releasedat",
  "submitted submittedat submitteddate submissiondate issued publishedonline publishedprint posted created createdat",
  "createddate pdate cdate",
].flatMap((names) => names.split(" "));
const updateNames = ["updatedate", "updated", "updatedat", "updateddate"];

/** The day on which a paper came out; warns where its fields have a date of which no day can be read. */
export function publishedDayIn(fields: PlainFields, arxivId: string | null, warn: Warn): string | null {
  const published = firstReadable(fieldsNamed(fields, publicationNames));
  const { day, first } = published.first ? published : firstReadable(fieldsNamed(fields, updateNames));
  if (first === undefined) return null;
  if (day === null) warn(`${fieldText(first)} is not a day like 2025-11-07; left out`);
  // An update of an old paper is not news.
  if (day === null || published.first || arxivId === null || monthsAfterId(day, arxivId) <= 1) return day;
  warn(`${fieldText(first)} is not the day it came out; left out`);
  return null;
}

/** The first day that can be read, and the first field that has one. */
const firstReadable = (given: readonly GivenField[]) => ({
  first: given[0],
  day: given.map(({ value }) => readDayOrTime(cslDate(value))).find((read) => read !== null) ?? null,
});

/** A date as CSL writes it, `{"date-parts": [[2025, 10, 2]]}`, with signs between its parts; another value as it is. */
function cslDate(value: unknown): unknown {
  const parts = isRecord(value) && Array.isArray(value["date-parts"]) ? (value["date-parts"][0] as unknown) : null;
  return Array.isArray(parts)
    ? parts
        .slice(0, 3)
        .map((part) => String(part).padStart(2, "0"))
        .join("-")
    : value;
}

/** No paper is listed on more days. */
const mostDays = 5_000;

/** The days in a list or a text; warns about what is none. */
export function listedDaysIn(fields: PlainFields, warn: Warn): string[] {
  const days = fieldsNamed(fields, ["listedon"]).flatMap(({ name, value }) =>
    daysApart(value).map((one) => ({ day: readDayOrTime(one), field: { name, value: one } })),
  );
  for (const { day, field } of days)
    if (day === null) warn(`${fieldText(field)} is not a day like 2025-11-07; left out`);
  return [...new Set(days.flatMap(({ day }) => day ?? []))].sort();
}

function daysApart(value: unknown): unknown[] {
  const apart = typeof value === "string" && readDayOrTime(value) === null ? value.split(/[\s,;]+/) : [value].flat();
  return apart.slice(0, mostDays).filter((part) => part !== "");
}
