import { distance } from "fastest-levenshtein";

/** Edit distance in which two swapped letters count as one. */
export function typoDistance(typed: string, name: string): number {
  const swapped = [...typed].some(
    (_, i) => typed.slice(0, i) + (typed[i + 1] ?? "") + (typed[i] ?? "") + typed.slice(i + 2) === name,
  );
  return swapped ? 1 : distance(typed, name);
}
