import type { Condition } from "../../../search/condition.ts";
import { plain } from "../../../search/terms.ts";

/** A condition in FTS5's query language. Words hold only letters and digits and stand in quotes, so no syntax leaks in. */
export function matchText(condition: Condition): string {
  switch (condition.kind) {
    case "phrase":
      return quoted(condition.words);
    case "near":
      return `NEAR(${condition.words.map((word) => quoted([word])).join(" ")}, ${condition.gap})`;
    case "prefix":
      return `${condition.atStart ? "^" : ""}${quoted(condition.words)} *`;
    case "in":
      return `{${condition.parts.join(" ")}} : ${grouped(condition.condition)}`;
    case "all":
      return condition.conditions.map(grouped).join(" AND ");
    case "any":
      return condition.conditions.map(grouped).join(" OR ");
    case "except":
      return `${grouped(condition.condition)} NOT ${grouped(condition.excluded)}`;
  }
}

// Words are folded here too, exactly as the index folds its texts.
const quoted = (words: readonly string[]): string => `"${words.map(plain).join(" ")}"`;
const grouped = (condition: Condition): string => `(${matchText(condition)})`;
