import { paperFacts, type PaperFacts, type Parsed } from "../../papers/paper.ts";
import { readInto, UnreadableDocument, type Warn } from "../reading/document.ts";
import { addDays } from "../days.ts";
import { isDay } from "../reading/day.ts";
import { readTexts, readText } from "../reading/facts.ts";

const months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
/** A page lists a paper at most this long after it came out. */
const newOnPageDays = 14;
const separator = /^\s*·\s*$/;
const monthText = `(?<month>${months.join("|")})[a-z]*\\.?`;
const dateText = `(?:${monthText} (?<day>\\d{1,2})(?:, (?<year>\\d{4}))?|(?<day>\\d{1,2})\\.? ${monthText}(?:,? (?<year>\\d{4}))?)(?:\\s+(?<comments>\\d+))?\\s*$`;
const dateLine = new RegExp(`^\\s*${dateText}`);
const authorsLine = /^\s*•\s*(\d+) authors?\s*$/;

/** "• 3 authors · Nov 7": by-line, separator and date as some browsers copy them. */
const inOneLine = new RegExp(`^(?<before>.*?)\\s*·\\s+(?=${dateText})`);

interface PageLine {
  text: string;
  /** Its number in the file, from 1. */
  number: number;
}

/** The lines of a copied page, with each separator on a line of its own and no blank lines around it. */
function linesOfPage(text: string): PageLine[] {
  const lines = text
    .replace(/^\ufeff/, "")
    .split(/\r?\n/)
    .flatMap((whole, at) => {
      const { before } = inOneLine.exec(whole)?.groups ?? {};
      const parts = before === undefined ? [whole] : [before, "·", whole.slice(whole.lastIndexOf("·") + 1)];
      return parts.map((part) => ({ text: part, number: at + 1 }));
    });
  const near = (at: number, step: number): string => {
    while (lines[at]?.text.trim() === "") at += step;
    return lines[at]?.text ?? "";
  };
  return lines.filter(
    ({ text: line }, at) => line.trim() !== "" || !(separator.test(near(at, 1)) || separator.test(near(at, -1))),
  );
}

interface PageEntry {
  lines: string[];
  byLine: string;
  dateLine: string;
}

/** Whether a text is a Daily Papers page as copied from the browser. */
export const looksLikePage = (text: string): boolean =>
  linesOfPage(text).some((line, at, lines) => separator.test(line.text) && dateLine.test(lines[at + 1]?.text ?? ""));

/** A copied Daily Papers page; `asOf` (`YYYY-MM-DD`) is the page's day, whose year the page leaves out. */
export function parsePage(text: string, asOf: string): Parsed {
  const numbered = linesOfPage(text);
  const lines = numbered.map((line) => line.text);
  const where = (at: number) => `line ${numbered[at]?.number ?? 0}`;
  const parsed: Parsed = { papers: [], rejected: [], warnings: [] };
  let start = headEnd(lines);
  const head = lines[start - 1]?.trim() ?? "";
  if (start > 0 && isOtherDay(head, asOf))
    parsed.warnings.push({
      where: where(start - 1),
      reason: `the page's head says ${head}, but its day was given as ${asOf}`,
    });
  lines.forEach((line, at) => {
    if (!separator.test(line) || at <= start) return;
    const entry = { lines: lines.slice(start, at - 1), byLine: lines[at - 1] ?? "", dateLine: lines[at + 1] ?? "" };
    readInto(
      parsed,
      where(firstText(lines, start)),
      () => entry,
      (read, warn) => pageEntryFacts(read, asOf, warn),
    );
    start = at + 2;
  });
  const rest = firstText(lines, start);
  if (rest < lines.length) {
    parsed.rejected.push({ where: where(rest), reason: "the page ends before this entry's authors and date" });
  }
  if (parsed.papers.length === 0) throw new UnreadableDocument("no entry of the page could be read");
  return parsed;
}

/** Whether the date in the page's head is more than a day, as between time zones, from the day that was given. */
function isOtherDay(head: string, asOf: string): boolean {
  const { month = "", day = "", year = asOf.slice(0, 4) } = dateLine.exec(head)?.groups ?? {};
  const date = writtenDate(year, month, day);
  return isDay(date) && ![-1, 0, 1].some((away) => addDays(asOf, away) === date);
}

const writtenDate = (year: string, month: string, day: string): string =>
  `${year}-${String(months.indexOf(month) + 1).padStart(2, "0")}-${day.padStart(2, "0")}`;

/** Says which papers of a copied page `today` shows for its day, and why not the others. */
export function pageNote(papers: readonly PaperFacts[]): string {
  const listed = papers.filter(({ listedOn }) => listedOn.length > 0);
  const [day] = listed.flatMap(({ listedOn }) => listedOn);
  if (day === undefined) {
    return `None of the page's papers came out in the ${newOnPageDays} days before it: it is a search page, and \`today\` does not show them. \`topic\` and \`search\` find them.`;
  }
  const older = papers.length - listed.length;
  const others = older > 0 ? ` ${older} are older and found by \`topic\` and \`search\`.` : "";
  return `\`today date:${day}\` shows ${listed.length} of the page's ${papers.length} papers, those that were news then.${others}`;
}

/** The line after the head, which ends with the page's own date; 0 where the head was not copied. */
function headEnd(lines: string[]): number {
  const date = lines.findIndex((line) => dateLine.test(line));
  return date > 0 && !separator.test(lines[date - 1] ?? "") ? date + 1 : 0;
}

function firstText(lines: string[], from: number): number {
  const found = lines.findIndex((line, at) => at >= from && line.trim() !== "");
  return found === -1 ? lines.length : found;
}

function pageEntryFacts({ lines, byLine, dateLine: dated }: PageEntry, asOf: string, warn: Warn): PaperFacts {
  const [title, ...rest] = lines
    .join("\n")
    .trim()
    .split(/\n\s*\n/);
  if (!title?.trim()) throw new Error("it has no title");
  const date = dateLine.exec(dated)?.groups;
  if (!date) throw new Error(`"${dated.trim().slice(0, 40)}" is not a date like "May 18" or "Dec 8, 2023"`);
  const count = authorsLine.exec(byLine)?.[1];
  const publishedAt = typedDay(date, asOf, warn);
  return paperFacts({
    origin: "page",
    ...readTexts(title, rest.join(" "), null, "plain"),
    authorCount: count === undefined ? 0 : Number(count),
    organization: count === undefined ? pageOrganization(byLine) : null,
    publishedAt,
    // The page of a search shows papers of any year; only what came out shortly before its day was news on it.
    listedOn: publishedAt !== null && publishedAt >= addDays(asOf, -newOnPageDays) ? [asOf] : [],
    comments: Number(date["comments"] ?? 0),
  });
}

/** "sensenova SenseNova": the handle, then the name. */
const pageOrganization = (byLine: string): string | null =>
  readText(byLine.trim().replace(/^[\w.-]+\s+(?=\S)/, ""), 200);

function typedDay({ month = "", day = "", year }: Record<string, string>, asOf: string, warn: Warn): string | null {
  // The page shows the reader's own day, which may be ahead of UTC's.
  const date = writtenDate(year ?? asOf.slice(0, 4), month, day);
  if (isDay(date) && (year !== undefined || date <= addDays(asOf, 1))) return date;
  warn(`its date "${month} ${day}" is not before the page's day ${asOf}; left out`);
  return null;
}
