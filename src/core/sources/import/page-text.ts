import { paperFacts, type PaperFacts, type Parsed } from "../../papers/paper.ts";
import { readInto, UnreadableDocument, type Warn } from "../reading/document.ts";
import { addDays } from "../days.ts";
import { isDay, readTexts, readText } from "../reading/facts.ts";

const months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
/** A page lists a paper at most this long after it came out. */
const newOnPageDays = 14;
const separator = /^\s*·\s*$/;
const dateLine = new RegExp(`^\\s*(${months.join("|")})\\w* (\\d{1,2})(?:, (\\d{4}))?(?:\\s+(\\d+))?\\s*$`);
const authorsLine = /^\s*•\s*(\d+) authors?\s*$/;

interface Entry {
  lines: string[];
  byLine: string;
  dateLine: string;
}

/** Whether a text is a Daily Papers page as copied from the browser. */
export const looksLikePage = (text: string): boolean =>
  text.split(/\r?\n/).some((line, at, lines) => separator.test(line) && dateLine.test(lines[at + 1] ?? ""));

/** A copied Daily Papers page; `asOf` (`YYYY-MM-DD`) is the page's day, whose year the page leaves out. */
export function parsePage(text: string, asOf: string): Parsed {
  const lines = text.replace(/^\ufeff/, "").split(/\r?\n/);
  const parsed: Parsed = { papers: [], rejected: [], warnings: [] };
  let start = headEnd(lines);
  lines.forEach((line, at) => {
    if (!separator.test(line) || at <= start) return;
    const entry = { lines: lines.slice(start, at - 1), byLine: lines[at - 1] ?? "", dateLine: lines[at + 1] ?? "" };
    readInto(
      parsed,
      `line ${firstText(lines, start) + 1}`,
      () => entry,
      (read, warn) => pageEntryFacts(read, asOf, warn),
    );
    start = at + 2;
  });
  const rest = firstText(lines, start);
  if (rest < lines.length) {
    parsed.rejected.push({ where: `line ${rest + 1}`, reason: "the page ends before this entry's authors and date" });
  }
  if (parsed.papers.length === 0) throw new UnreadableDocument("no entry of the page could be read");
  return parsed;
}

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

function pageEntryFacts({ lines, byLine, dateLine: dated }: Entry, asOf: string, warn: Warn): PaperFacts {
  const [title, ...rest] = lines
    .join("\n")
    .trim()
    .split(/\n\s*\n/);
  if (!title?.trim()) throw new Error("it has no title");
  const date = dateLine.exec(dated);
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
    comments: Number(date[4] ?? 0),
  });
}

/** "sensenova SenseNova": the handle, then the name. */
const pageOrganization = (byLine: string): string | null =>
  readText(byLine.trim().replace(/^[\w.-]+\s+(?=\S)/, ""), 200);

function typedDay([, month = "", day = "", year]: RegExpExecArray, asOf: string, warn: Warn): string | null {
  const number = String(months.indexOf(month.slice(0, 3)) + 1).padStart(2, "0");
  // The page shows the reader's own day, which may be ahead of UTC's.
  const date = `${year ?? asOf.slice(0, 4)}-${number}-${day.padStart(2, "0")}`;
  if (isDay(date) && (year !== undefined || date <= addDays(asOf, 1))) return date;
  warn(`its date "${month} ${day}" is not before the page's day ${asOf}; left out`);
  return null;
}
