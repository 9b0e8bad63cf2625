import { oneLine } from "../papers/text.ts";
import type { Paper } from "../papers/paper.ts";
import { citations } from "./citation.ts";

/** Papers as RIS, one value a line however long: reference managers disagree about continued lines. */
export async function ris(papers: readonly Paper[]): Promise<string> {
  const { Cite } = await import("@citation-js/core");
  await import("@citation-js/plugin-ris");
  const entries = new Cite(await citations(papers)).format("ris", { format: "object" });
  return (entries as Record<string, unknown>[]).map(record).join("\r\n");
}

function record({ TY, ...tags }: Record<string, unknown>): string {
  const lines = Object.entries(tags).flatMap(([tag, values]) =>
    [values].flat().map((value) => `${tag}  - ${oneLine(String(value))}`),
  );
  return [`TY  - ${String(TY)}`, ...lines, "ER  - ", ""].join("\r\n");
}
