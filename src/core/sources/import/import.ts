import { stat } from "node:fs/promises";
import { basename } from "node:path";
import { UserError } from "../../../errors.ts";
import type { Parsed, Rejection } from "../../papers/paper.ts";
import type { Store } from "../../store/store.ts";
import { parseJsonText, readInto, type ReadEntry, UnreadableDocument } from "../reading/document.ts";
import { isDay } from "../reading/day.ts";
import { expected, formatOf, readRecord, type Format, whatIsUnknown } from "./format.ts";
import { linesOf, textOf } from "./stream.ts";
import { batches, emptyReport, savePapers, type IngestReport } from "../ingest.ts";
import { pageNote } from "./page-text.ts";
import { papersIn } from "./answers.ts";

/** How far an import has got. */
export interface ImportProgress {
  /** Bytes read so far, before unpacking. */
  bytes: number;
  /** Bytes of the whole file; null for standard input. */
  of: number | null;
  papers: number;
}

/** What an import needs. */
export interface ImportOptions {
  store: Pick<Store, "papers">;
  now: () => Date;
  /** The day of a copied page, or of a list too old to carry its day, `YYYY-MM-DD`. */
  asOf: string | null;
  /** Asks a person for the page's day where `asOf` is missing; null where nobody is there. */
  askAsOf?: (() => Promise<string | null>) | null;
  progress?: (progress: ImportProgress) => void;
  /** Told every entry that is left out (`rejected`) or kept without a fact (`warning`). */
  warn?: (kind: "rejected" | "warning", what: Rejection) => void;
  /** Told what a person should know besides: which papers of a copied page `today` shows. */
  note?: (text: string) => void;
}

/** Enough to see the first lines of any format. */
const headLength = 64 * 1024;
/** Longest document that is read whole; only JSON lines may be longer. */
const longestWhole = 64 * 1024 * 1024;

/** Loads a file (`-`: standard input) into the library; refuses it whole when it is in none of the known formats. */
export async function importFile(file: string, options: ImportOptions): Promise<IngestReport> {
  if (options.asOf !== null) checkDay(options.asOf);
  const report = emptyReport();
  const of = file === "-" ? null : await sizeOf(file);
  let bytes = 0;
  const tell = () => options.progress?.({ bytes, of, papers: report.read });
  const pieces = textOf(file, (more) => {
    bytes += more;
    tell();
  });
  try {
    await load(file, pieces, options, report);
  } catch (error) {
    throw fileRefusal(file, error, report);
  } finally {
    // Samples only stand in for real papers.
    if (report.read > report.rejected) await options.store.papers.dropSamples();
  }
  tell();
  return report;
}

async function load(
  file: string,
  pieces: AsyncGenerator<string>,
  options: ImportOptions,
  report: IngestReport,
): Promise<void> {
  const head = await take(pieces, headLength);
  const format = formatOf(head);
  if (format.kind === "lines") return loadLines(file, joined(head, pieces), options, report);
  if (format.kind === "unknown") throw new UnreadableDocument(whatIsUnknown(head));
  const text = head + (await take(pieces, longestWhole));
  if (text.length > longestWhole)
    throw new UnreadableDocument("it is larger than 64 MiB, which only JSON lines may be");
  const parsed = await parseWhole(file, text, format, options);
  noteFaults(parsed, options, report);
  const warn = (what: Rejection) => options.warn?.("warning", what);
  await savePapers(options.store, parsed.papers, report, options.now(), { warn });
  if (format.kind === "page") options.note?.(pageNote(parsed.papers));
}

/** Counts rejected entries and tells about them and the warnings. */
function noteFaults({ rejected, warnings }: Parsed, { warn }: ImportOptions, report: IngestReport): void {
  for (const what of rejected) warn?.("rejected", what);
  for (const what of warnings) warn?.("warning", what);
  report.read += rejected.length;
  report.rejected += rejected.length;
}

async function parseWhole(
  file: string,
  text: string,
  format: Format & { kind: "whole" | "page" },
  { asOf, askAsOf }: ImportOptions,
): Promise<Parsed> {
  if (format.kind === "whole") return format.parse(text, asOf ?? dayInName(file));
  const day = asOf ?? (await askAsOf?.()) ?? null;
  if (day === null) {
    throw new UserError(
      "usage",
      "A copied page leaves out the current year, so its day is needed: add `--as-of YYYY-MM-DD`, the day it was copied.",
    );
  }
  return format.parse(text, checkDay(day));
}

async function loadLines(
  file: string,
  pieces: AsyncIterable<string>,
  options: ImportOptions,
  report: IngestReport,
): Promise<void> {
  const { store, now, asOf } = options;
  const batch = batches(store, report, now, (what) => options.warn?.("warning", what));
  const read = readRecord(asOf ?? dayInName(file));
  try {
    for await (const { line, number } of linesOf(pieces)) {
      if (line?.trim() === "") continue;
      const parsed = parseLine(line, number, read);
      noteFaults(parsed, options, report);
      await batch.add(parsed.papers);
    }
  } finally {
    // Also what was read before a file breaks off; a batch that could not be saved no longer waits.
    await batch.flush();
  }
  if (report.read > 0 && report.read === report.rejected)
    throw new UnreadableDocument(`none of its ${report.read} entries is a paper`);
}

function parseLine(line: string | null, number: number, read: ReadEntry<unknown>): Parsed {
  const parsed: Parsed = { papers: [], rejected: [], warnings: [] };
  const where = `line ${number}`;
  let entries: unknown[] = [];
  try {
    if (line === null) throw new Error();
    entries = papersIn(parseJsonText(line.replace(/^\ufeff/, "")));
  } catch {
    const reason = line === null ? "it is longer than 16 MiB" : "it is not JSON";
    return { ...parsed, rejected: [{ where, reason }] };
  }
  for (const entry of entries) readInto(parsed, where, () => entry, read);
  return parsed;
}

/** Reads pieces until there are this many characters. */
async function take(pieces: AsyncGenerator<string>, length: number): Promise<string> {
  const taken: string[] = [];
  for (let size = 0; size <= length;) {
    const next = await pieces.next();
    if (next.done) break;
    taken.push(next.value);
    size += next.value.length;
  }
  return taken.join("");
}

async function* joined(head: string, rest: AsyncGenerator<string>): AsyncGenerator<string> {
  yield head;
  yield* rest;
}

/** The day in a name like `2025-11-03.json`. */
function dayInName(file: string): string | null {
  const day = /(?<!\d)\d{4}-\d\d-\d\d(?!\d)/.exec(basename(file))?.[0];
  return day !== undefined && isDay(day) ? day : null;
}

function checkDay(day: string): string {
  if (isDay(day)) return day;
  throw new UserError("usage", `"${day.slice(0, 40)}" is not a day. Write it like 2025-11-07.`);
}

async function sizeOf(file: string): Promise<number> {
  try {
    return (await stat(file)).size;
  } catch (error) {
    throw fileRefusal(file, error);
  }
}

const readableFile: Record<string, string> = {
  ENOENT: "there is no such file",
  EISDIR: "it is a folder; name a file",
  EACCES: "it may not be read",
  Z_BUF_ERROR: "its gzip data is cut off",
  Z_DATA_ERROR: "its gzip data is damaged",
};

function fileRefusal(file: string, error: unknown, report = emptyReport()): unknown {
  if (error instanceof UserError || !(error instanceof Error)) return error;
  const name = file === "-" ? "Standard input" : file;
  if (error instanceof UnreadableDocument) {
    return new UserError("usage", `${name} was refused: ${error.message}. Expected: ${expected}.`, null, 1);
  }
  const why = "code" in error ? readableFile[String(error.code)] : undefined;
  return why === undefined
    ? error
    : new UserError("usage", `${name} cannot be read: ${why}.${keptText(report)}`, null, 1);
}

/** What an import that ends early has brought. */
function keptText({ read, rejected, ...changed }: IngestReport): string {
  if (read === 0) return "";
  const { new: added, updated, unchanged } = changed;
  return ` What was read before is kept: ${read} read: ${added} new, ${updated} updated, ${unchanged} unchanged, ${rejected} rejected.`;
}
