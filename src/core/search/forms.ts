import { spellings, termOf } from "./terms.ts";
import { american, british } from "./topics/regions.ts";

/** Endings of word families, the first that fits is cut; the rest must keep at least `left` letters. */
const endings: readonly { ending: RegExp; left: number; instead?: string }[] = [
  { ending: /(?<!v)i[sz](?:ation|ing|ed|er|e)$/, left: 3, instead: "iz" },
  { ending: /at(?:ion|ing|ed|e|ive|or)$/, left: 5 },
  { ending: /at(?:ion|ing|ed|e|ive|or)$/, left: 3, instead: "at" },
  { ending: /gnition$/, left: 3, instead: "gniz" },
  { ending: /(?<=[st])(?:ion|ive|or)$/, left: 5 },
  { ending: /(?<=[aeiou]v)al$/, left: 5 },
  { ending: /(?<!s)ic$/, left: 5 },
  { ending: /ment$/, left: 5 },
  { ending: /ness$/, left: 4 },
  { ending: /ing$/, left: 3 },
  { ending: /(?<!e)ed$/, left: 3 },
];
/** Words that only look like a form of another one. */
const unlike = new Set(
  "foundation information transformation generic classic graphic embed biped monitor tractor objective subjective".split(
    " ",
  ),
);
/** Stems that no ending gives. */
const irregular: Readonly<Record<string, string>> = {
  ...{ math: "mathemat", mathematical: "mathemat", analysis: "analyz", recommender: "recommend", net: "network" },
};
const vowel = /[aeiouy]/;

/** The stem that the forms of a word share: "image" and "imaging", "align" and "alignment", "tokenizer" and "tokenization". */
export function stemOf(word: string): string {
  const typed = termOf(word);
  const known = Object.hasOwn(irregular, typed) ? irregular[typed] : undefined;
  if (known !== undefined) return known;
  const term = american(typed);
  if (term.length < 4 || unlike.has(term) || !/^[a-z]+$/.test(term)) return term;
  for (const { ending, left, instead = "" } of endings) {
    const rest = term.replace(ending, "");
    if (rest !== term && rest.length >= left && vowel.test(rest)) return bare(rest + instead);
  }
  return bare(term);
}

/** Without a silent e and a doubled consonant: "prun(e)", "plan(n)", "distil(l)". */
function bare(stem: string): string {
  const short = stem.replace(/(?<=[^e]{2}|.[^e])e$/, "").replace(/([bdfglmnprt])\1$/, "$1");
  return short.length >= 3 ? short : stem;
}

const suffixes =
  " e s es ic ics ing ings ed er ers ion ions ive ation ations ate ated ates ating ative or ors ator ators ment ments ness al".split(
    " ",
  );

const britishSuffixes = "s e es ed er ing ation ations".split(" ");

/** What most forms of a word begin with. */
export const beginningOf = (word: string): string => stemOf(word).replace(/(?<=i)z$/, "");

/** Words with the stem of this one, itself first. Not all of them exist. */
export function formsOf(word: string): string[] {
  const stem = stemOf(word);
  const doubled = /[bdfglmnprt]$/.test(stem) ? [stem + (stem.at(-1) ?? "")] : [];
  const made = [stem, ...doubled].flatMap((start) => suffixes.map((suffix) => start + suffix));
  const abroad = british(stem);
  if (abroad !== null) made.push(...["", ...britishSuffixes].map((suffix) => abroad + suffix));
  const related = [...made, `${stem.slice(0, -1)}tion`].filter((form) => form.length > 2 && stemOf(form) === stem);
  const odd = Object.keys(irregular).filter((form) => irregular[form] === stem);
  const isLong = (form: string) => form.length > 3 && termOf(word).length > 3;
  // Of three letters only a doubled one tells: "map" and "mapping" are forms of one word, "sam" and "same" are not.
  const alike = related.filter((form) => isLong(form) || doubled.some((start) => `${form} ${word}`.includes(start)));
  return [...new Set([...spellings(word), ...alike, ...odd])];
}
