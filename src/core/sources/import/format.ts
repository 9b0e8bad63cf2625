import type { Parsed } from "../../papers/paper.ts";
import { parseAnnouncements } from "../arxiv/parse-feed.ts";
import { parseArxivAtom } from "../arxiv/parse-atom.ts";
import { isRecord } from "../reading/facts.ts";
import { parseDailyPapers } from "../hugging-face/parse.ts";
import { isPaperLine, isSnapshotLine, papersOfLine } from "./json-lines.ts";
import { looksLikePage, parsePage } from "./page-text.ts";

/** What a file is: read line by line, read whole, a page that needs its day, or nothing that is known. */
export type Format =
  | { kind: "lines" }
  | { kind: "whole"; parse(text: string, day: string | null): Parsed }
  | { kind: "page"; parse(text: string, asOf: string): Parsed }
  | { kind: "unknown" };

/** What `import` reads, for the text that refuses a file. */
export const expected =
  "a copied Daily Papers page, a body of Hugging Face's /api/daily_papers or /api/papers/search, an arXiv Atom document, " +
  "JSON lines of the arXiv metadata snapshot, or JSON lines as --json prints them; .gz of any";

/** Recognises a file from its beginning, a few thousand characters or all of it. */
export function formatOf(head: string): Format {
  const text = head.replace(/^\ufeff/, "").trimStart();
  if (text.startsWith("<")) return { kind: "whole", parse: parseFeed };
  if (text.startsWith("[")) return { kind: "whole", parse: parseDailyPapers };
  if (text.startsWith("{")) return text.split("\n").some(isKnownLine) ? { kind: "lines" } : { kind: "unknown" };
  return looksLikePage(text) ? { kind: "page", parse: parsePage } : { kind: "unknown" };
}

const parseFeed = (text: string): Parsed =>
  /<rss\b|announce_type/.test(text) ? parseAnnouncements(text) : parseArxivAtom(text);

function isKnownLine(line: string): boolean {
  try {
    return papersOfLine(JSON.parse(line)).some(
      (paper) => isRecord(paper) && (isSnapshotLine(paper) || isPaperLine(paper)),
    );
  } catch {
    return false;
  }
}
