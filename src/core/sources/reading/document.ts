import type { PaperFacts, Parsed, Rejection } from "../../papers/paper.ts";

/** A whole document that is not what it should be; its message completes "… was refused: ". */
export class UnreadableDocument extends Error {
  override readonly name = "UnreadableDocument";
}

/** Notes a fact that had to be dropped from a paper that is kept. */
export type Warn = (reason: string) => void;

/** Reads one entry; throws an `Error` whose message says why it cannot be a paper, null when it is none on purpose. */
export type ReadEntry<Entry> = (entry: Entry, warn: Warn) => PaperFacts | null;

/** Parses the entries of a list; a bad entry is rejected alone, a list with only bad entries as a whole. */
export function parseEntries<Entry>(entries: readonly Entry[], read: ReadEntry<Entry>, what = "entry"): Parsed {
  const parsed: Parsed = { papers: [], rejected: [], warnings: [] };
  entries.forEach((entry, at) => readInto(parsed, `${what} ${at + 1}`, () => entry, read));
  const [first] = parsed.rejected;
  if (entries.length > 0 && first && parsed.rejected.length === entries.length) {
    throw new UnreadableDocument(`none of its ${entries.length} entries is a paper (${first.where}: ${first.reason})`);
  }
  return parsed;
}

/** Reads one entry into `parsed`: a paper, a rejection, and the warnings about it. */
export function readInto<Entry>(parsed: Parsed, where: string, get: () => Entry, read: ReadEntry<Entry>): void {
  const warnings: Rejection[] = [];
  try {
    const paper = read(get(), (reason) => warnings.push({ where, reason }));
    if (!paper) return;
    parsed.papers.push(paper);
    parsed.warnings.push(...warnings);
  } catch (error) {
    parsed.rejected.push({ where, reason: error instanceof Error ? error.message : "cannot be read" });
  }
}

/** JSON of a document, without a byte order mark. */
export function readJson(text: string): unknown {
  const body = text.replace(/^\ufeff/, "").trim();
  if (body === "") throw new UnreadableDocument("it is empty");
  if (body.startsWith("<")) throw new UnreadableDocument("it is a web page, not JSON");
  try {
    return parseJsonText(body);
  } catch {
    throw new UnreadableDocument("it is not whole JSON; it may be cut off");
  }
}

/** JSON, also with the `NaN` that Python writes and a comma at its end; throws a `SyntaxError` for another text. */
export function parseJsonText(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    const mended = text
      .replace(/(?<=[:[,]\s?)(?:NaN|-?Infinity)(?=\s?[,}\]])/g, "null")
      .replace(/,\s*$/, "")
      .replace(/,(\s*[\]}])$/, "$1");
    return JSON.parse(mended);
  }
}
