import * as z from "zod";
import { UserError } from "../../errors.ts";
import { spans } from "./days.ts";
import { repeatable } from "./repeatable.ts";

// Descriptions say what an option takes: "`limit` takes a number of papers, 1 to 100; got `abc`."

/** How many papers a page has, 1 to 100; a chat shows at most ten at once, and More goes on. */
export const limit = z.coerce.number().int().min(1).max(100).default(10).describe("a number of papers, 1 to 100");

/** Reads a typed number of papers; throws a `UserError` for anything else. */
export function limitTyped(typed: string): number {
  const read = limit.safeParse(typed);
  if (read.success) return read.data;
  throw new UserError("usage", `\`limit\` takes ${limit.description ?? ""}; got \`${repeatable(typed)}\`.`);
}

/** A paper, by arXiv id, link or title. */
export const paper = z.string().min(1).describe("an arXiv id, a link or words of the title");

/** A first day, read by `dayTyped`. */
export const since = z.string().optional().describe(spans);
