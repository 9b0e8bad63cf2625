import { expect, it } from "vitest";
import { exportFormats, exportPapers } from "../../../src/core/export/export.ts";
import { paperFacts } from "../../../src/core/papers/paper.ts";

const papers = Array.from({ length: 120 }, (_, n) => ({
  ...paperFacts({ origin: "json", title: `Paper ${n}`, authors: ["Ann Marz"], publishedAt: "2025-11-07" }),
  id: `p${n}`,
  addedAt: new Date(0),
  sample: false,
}));

it.each(["bibtex", "ris", "csl"] as const)("a long %s file lets others have a turn, and is whole", async (format) => {
  const order: string[] = [];
  const written = exportPapers(papers, format, new Map()).then(({ text }) => (order.push("file"), text));
  // Queued behind the first piece, before the last one.
  await new Promise<void>((resolve) => setImmediate(() => (order.push("others"), resolve())));
  const text = await written;
  expect(order).toEqual(["others", "file"]);
  for (const { title } of papers) expect(text).toContain(`${title}`);
  expect(exportFormats).toContain(format);
});
