import * as z from "zod";
import type { Context } from "../../src/core/command/define.ts";
import { UserError } from "../../src/errors.ts";
import { findPaper } from "./find-paper.ts";

/** The most examples of a roundup. */
export const mostExamples = 20;
const takes = `takes up to ${mostExamples} arXiv ids or links, or \`saved\``;

/** Papers to learn from, as people type them. */
export const like = z.string().optional().describe("papers it should be like: up to 20 arXiv ids or links, or `saved`");

/** The examples of a roundup, by their ids; `none` for none. What a member saved is private, so only a personal roundup takes it. */
export async function roundupExamples(context: Context, typed: string, personal: boolean): Promise<string[]> {
  const word = typed.trim().toLowerCase();
  if (word === "none") return [];
  if (word === "saved" && !personal)
    throw new UserError(
      "usage",
      "`like` takes `saved` only in a roundup of your own (`to:dm`); here give it ids or links.",
    );
  return examplesTyped(context, typed);
}

/** The papers that were typed as examples, by their ids; `saved` are the caller's own newest saves. */
export async function examplesTyped(context: Context, typed: string): Promise<string[]> {
  const { store, workspace, caller } = context;
  const names = typed.split(/[\s,]+/).filter((name) => name !== "");
  if (names.length === 1 && names[0]?.toLowerCase() === "saved") {
    const saved = await store.saves.list(workspace.id, caller.id);
    if (saved.length === 0)
      throw new UserError("usage", "You have saved no paper yet. Save some, or give `like` their ids.");
    return saved.slice(0, mostExamples);
  }
  if (names.length === 0 || names.length > mostExamples)
    throw new UserError("usage", `\`like\` ${takes}; got ${names.length} of them.`);
  const ids: string[] = [];
  for (const name of names) ids.push((await findPaper(context, name)).id);
  return [...new Set(ids)];
}
