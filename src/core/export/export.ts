import { setImmediate } from "node:timers/promises";
import type { Paper } from "../papers/paper.ts";
import { paperJson } from "../papers/paper-json.ts";

/** What papers can be exported as. */
export const exportFormats = ["bibtex", "ris", "csl", "csv", "jsonl"] as const;

/** One of them. */
export type ExportFormat = (typeof exportFormats)[number];

/** Papers as one file. */
export interface Exported {
  text: string;
  /** Without the dot. */
  extension: string;
  mediaType: string;
}

type VoteCounts = ReadonlyMap<string, number>;

/** Each format's file, and how to write it; what writes it is loaded when it is first asked for. */
const writers: Record<
  ExportFormat,
  Omit<Exported, "text"> & { write: (papers: readonly Paper[], votes: VoteCounts) => Promise<string> }
> = {
  bibtex: {
    extension: "bib",
    mediaType: "application/x-bibtex",
    write: async (papers) => {
      const { bibtex } = await import("./bibtex.ts");
      return (await inTurns(papers, bibtex)).join("\n");
    },
  },
  ris: {
    extension: "ris",
    mediaType: "application/x-research-info-systems",
    write: async (papers) => {
      const { ris } = await import("./ris.ts");
      return (await inTurns(papers, ris)).join("\r\n");
    },
  },
  csl: {
    extension: "json",
    mediaType: "application/vnd.citationstyles.csl+json",
    write: async (papers) => {
      const { citation } = await import("./citation.ts");
      const items = await inTurns(papers, (some) => some.map(citation));
      return `${JSON.stringify(items.flat(), null, 2)}\n`;
    },
  },
  csv: {
    extension: "csv",
    mediaType: "text/csv",
    write: async (papers, votes) => (await import("./csv.ts")).csv(papers, votes),
  },
  jsonl: {
    extension: "jsonl",
    mediaType: "application/jsonl",
    write: (papers, votes) => Promise.resolve(papers.map((paper) => jsonLine(paper, votes)).join("")),
  },
};

const jsonLine = (paper: Paper, votes: VoteCounts): string =>
  `${JSON.stringify(paperJson(paper, votes.get(paper.id) ?? 0))}\n`;

/** Papers written before the event loop runs: a member's thousands of papers must not make others wait. */
const papersInTurn = 50;

async function inTurns<Text>(papers: readonly Paper[], write: (some: readonly Paper[]) => Text): Promise<Text[]> {
  const texts: Text[] = [];
  for (let from = 0; from < papers.length; from += papersInTurn) {
    if (from > 0) await setImmediate();
    texts.push(write(papers.slice(from, from + papersInTurn)));
  }
  return texts;
}

/** Papers in a format, in their order; `votes` are the workspace's, by paper id. */
export async function exportPapers(
  papers: readonly Paper[],
  format: ExportFormat,
  votes: VoteCounts,
): Promise<Exported> {
  const { extension, mediaType, write } = writers[format];
  return { text: await write(papers, votes), extension, mediaType };
}
