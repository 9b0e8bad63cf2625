import type { Condition, Part } from "../../../search/condition.ts";
import { plain } from "../../../search/terms.ts";
import { markOf } from "./marks.ts";

/** Where words stand in the index without a mark. */
const unmarkedParts: readonly Part[] = ["title", "abstract", "tags", "authors"];

/** A condition in FTS5's query language. Words hold only letters and digits and stand in quotes, so no syntax leaks in. */
export function matchText(condition: Condition, mark = ""): string {
  const grouped = (one: Condition): string => `(${matchText(one, mark)})`;
  switch (condition.kind) {
    case "phrase":
      return quoted(condition.words, mark);
    case "near":
      return `NEAR(${condition.words.map((word) => quoted([word], mark)).join(" ")}, ${condition.gap})`;
    case "prefix":
      return `${condition.atStart ? "^" : ""}${quoted(condition.words, mark)} *`;
    case "in":
      return matchIn(condition.parts, condition.condition);
    case "all":
      return condition.conditions.map(grouped).join(" AND ");
    case "any":
      return condition.conditions.map(grouped).join(" OR ");
    case "except":
      return `${grouped(condition.condition)} NOT ${grouped(condition.excluded)}`;
  }
}

/** A condition on parts of a paper. It has a filter by column only where no mark tells the parts apart. */
function matchIn(parts: readonly Part[], condition: Condition): string {
  const [part, ...others] = parts;
  const mark = part && others.length === 0 ? markOf(part) : "";
  const needsFilter = mark === "" && !unmarkedParts.every((one) => parts.includes(one));
  return `${needsFilter ? `{${parts.join(" ")}} : ` : ""}(${matchText(condition, mark)})`;
}

// Words are folded here too, exactly as the index folds its texts.
const quoted = (words: readonly string[], mark: string): string =>
  `"${words.map((word) => mark + plain(word)).join(" ")}"`;
