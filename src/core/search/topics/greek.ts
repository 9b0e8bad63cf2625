import { plain } from "../terms.ts";

const greekLetters: Readonly<Record<string, string>> = {
  ...{ alpha: "α", beta: "β", gamma: "γ", delta: "δ", epsilon: "ε", zeta: "ζ", eta: "η", theta: "θ", iota: "ι" },
  ...{ kappa: "κ", lambda: "λ", mu: "μ", nu: "ν", xi: "ξ", pi: "π", rho: "ρ", sigma: "σ", tau: "τ", phi: "φ" },
  ...{ chi: "χ", psi: "ψ", omega: "ω" },
};
const nameOfLetter = new Map(Object.entries(greekLetters).map(([name, letter]) => [letter, name]));

/** A name alone, or before a digit or a capital: "lambda", "pi0", "muP". In capitals it is a short form: PI. */
const byName = /^([A-Za-z][a-z]+)(?=$|[A-Z\d])(.*)$/;
/** So short a name alone is a word or somebody's: "pi", "Xi". */
const leastAlone = 4;

/** The same words with a Greek letter by its name, or a name as its letter: "λ calculus" and "lambda calculus", "π0" and "pi zero". */
export function greekSpellings(words: readonly string[]): string[][] {
  return words.flatMap((word, at) => {
    if (words.length === 1 && word.length < leastAlone && Object.hasOwn(greekLetters, word.toLowerCase())) return [];
    const other = greekOrName(word);
    if (other === null) return [];
    const replaced = (way: string, count: number) => [...words.slice(0, at), way, ...words.slice(at + count)];
    const next = words[at + 1]?.replace(/^zero$/i, "0") ?? "";
    const joined = /^\d+$/.test(next) ? [word + next, other + next].map((way) => replaced(way, 2)) : [];
    return [replaced(other, 1), ...joined];
  });
}

function greekOrName(word: string): string | null {
  const name = nameOfLetter.get(plain(word.charAt(0)));
  if (name !== undefined) return name + word.slice(1);
  const [, spelled = "", rest = ""] = byName.exec(word) ?? [];
  const letter = Object.hasOwn(greekLetters, spelled.toLowerCase()) ? greekLetters[spelled.toLowerCase()] : undefined;
  return letter === undefined ? null : letter + rest;
}
