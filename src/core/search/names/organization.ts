import { nameDivider, nameParts, wordsOf } from "../terms.ts";

const mostParts = 8;

/** What the index holds of an organization: its name, and what its parts are together ("deepmind" of "GoogleDeepMind"). */
export function organizationText(name: string): string {
  const parts = wordsOf(name).flatMap((word) => nameParts(word)[0]?.split(" ") ?? [word]);
  if (parts.length === 1) return name;
  const few = parts.slice(0, mostParts);
  const runs = few.flatMap((_, from) => few.slice(from).map((_last, at) => few.slice(from, from + at + 1).join("")));
  return [name, ...runs].join(` ${nameDivider} `);
}
