import * as z from "zod";
import { type Context, defineCommand } from "../src/core/command/define.ts";
import { dayTyped } from "../src/core/command/days.ts";
import { limitTyped } from "../src/core/command/options.ts";
import { parseText } from "../src/core/command/parse-text.ts";
import { textMessage } from "../src/core/messages/message.ts";
import { exportFormats, type ExportFormat, exportPapers } from "../src/core/export/export.ts";
import type { Paper } from "../src/core/papers/paper.ts";
import { UserError } from "../src/errors.ts";
import { findPaper } from "./parts/find-paper.ts";
import { countOf } from "./parts/say.ts";
import { type Period, periods, topPapers, usualPeriod } from "./top.ts";

const mostExported = 1_000;

const formatNames: Record<ExportFormat, string> = {
  bibtex: "BibTeX",
  ris: "RIS",
  csl: "CSL-JSON",
  csv: "CSV",
  jsonl: "JSON lines",
};

const otherFormatNames: Readonly<Record<string, ExportFormat>> = {
  bib: "bibtex",
  biblatex: "bibtex",
  latex: "bibtex",
  endnote: "ris",
  "csl-json": "csl",
};

const usualFormat = (typed: unknown): unknown => {
  const name = typeof typed === "string" ? typed.toLowerCase() : typed;
  return typeof name === "string" && Object.hasOwn(otherFormatNames, name) ? otherFormatNames[name] : name;
};

/** `/papers export top month format:ris`: papers as a file for a reference manager. */
export const exported = defineCommand({
  name: "export",
  tool: "read",
  summary: "papers as a file for Zotero, LaTeX or a spreadsheet",
  options: {
    what: z.string().default("saved").describe("saved, top <period>, topic <words>, or a paper"),
    format: z.preprocess(usualFormat, z.enum(exportFormats)).optional().describe("bibtex, ris, csl, csv or jsonl"),
  },
  example: "export topic gan format:ris",
  proposals: {
    what: [
      { label: "saved: your own list", value: "saved" },
      ...periods.map((period) => ({ label: `top ${period}: what your team voted for`, value: `top ${period}` })),
    ],
  },
  async run({ what: typed, format: chosen }, context) {
    const { store, workspace } = context;
    const { what: written, format } = withFormat(typed, chosen);
    const what = /^(?:my )?saved(?: papers)?$/i.test(written) ? "saved" : written;
    const papers = await papersNamed(context, what);
    if (papers.length === 0) throw nothingToExport(what);
    const votes = await store.votes.tallies(
      workspace.id,
      papers.map(({ id }) => id),
    );
    const { text, extension, mediaType } = await exportPapers(papers, format, votes);
    const name = `papers-${fileWords(what)}.${extension}`;
    return {
      visibility: "caller",
      message: textMessage(
        `${countOf(papers.length, "paper")} as ${formatNames[format]} in `,
        { text: name, code: true },
        ". Where a file here would not be private it is in your direct messages.",
      ),
      file: { name, mediaType, text },
      json: { file: { name, mediaType, text }, format, total: papers.length },
    };
  },
});

const formatWords = [...exportFormats, ...Object.keys(otherFormatNames)].join("|");
const formatAtEnd = new RegExp(`^(?:(.*?\\S)\\s+)?(?:(?:as|in|to)\\s+)?(${formatWords})$`, "i");

/** The format that people write behind what they export: `export saved bibtex`. A topic has words of its own. */
function withFormat(typed: string, chosen: ExportFormat | undefined): { what: string; format: ExportFormat } {
  const [, what = "saved", format] = (chosen === undefined && formatAtEnd.exec(typed)) || [];
  if (format === undefined || what.toLowerCase() === "topic") return { what: typed, format: chosen ?? "bibtex" };
  return { what, format: usualFormat(format) as ExportFormat };
}

/** The papers that `what` names, in order. */
async function papersNamed(context: Context, what: string): Promise<Paper[]> {
  const { store, workspace, caller } = context;
  const [kind = "", ...rest] = what.split(" ");
  switch (kind.toLowerCase()) {
    case "saved":
      if (rest.length > 0) throw new UserError("usage", `\`saved\` is your whole list; got \`${what}\`.`, "export");
      return store.papers.many(await store.saves.list(workspace.id, caller.id));
    case "top":
      return store.papers.many(await topPapers(context, periodOf(rest.join(" ")), mostExported));
    case "topic":
      return onTopic(context, rest.join(" "));
    default:
      return [await findPaper(context, what)];
  }
}

async function onTopic({ store, now }: Context, typed: string): Promise<Paper[]> {
  const read = parseText(typed, ["topic", "since", "limit"]);
  if (!read.ok) throw new UserError("usage", `\`export\`: ${read.problem}.`, "export");
  const { topic = "", since, limit } = read.values;
  if (topic === "") throw new UserError("usage", "Say which topic: `export topic gan`.", "export");
  const most = limit === undefined ? mostExported : limitTyped(limit);
  const day = since === undefined ? null : dayTyped("since", since, now());
  const { hits } = await store.search.topic(topic, { limit: most, since: day });
  return store.papers.many(hits.map(({ id }) => id));
}

function periodOf(typed: string): Period {
  const period = periods.find((known) => known === usualPeriod(typed === "" ? "week" : typed));
  if (period) return period;
  throw new UserError("usage", `\`top\` takes ${periods.join(", ")}; got \`${typed}\`.`, "export");
}

const nothingToExport = (what: string): UserError =>
  new UserError(
    "not_found",
    what.toLowerCase() === "saved"
      ? "You have saved nothing yet. Save papers first, or export others: `export top month`, `export topic gan`."
      : `There is no paper in \`${what}\` to export. Try \`export top all\`.`,
  );

const fileWords = (what: string): string =>
  what
    .toLowerCase()
    .replace(/[^a-z0-9.]+/g, "-")
    .replace(/^[-.]+|[-.]+$/g, "")
    .slice(0, 60) || "export";
