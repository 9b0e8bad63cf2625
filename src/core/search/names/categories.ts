const archiveName =
  "(?:cs|econ|eess|math|stat|physics|q-bio|q-fin|astro-ph|cond-mat|nlin|hep-[a-z]+|quant-ph|gr-qc|nucl-[a-z]+)";
const category = String.raw`${archiveName}\.[A-Za-z-]{2,15}`;
const anyCategory = String.raw`${archiveName}(?:\.[A-Za-z-]{2,15})?`;
const ends = String.raw`(?![^\s,;)"?!])`;
const fieldBefore = String.raw`(?:cat|category|categories|subjects?)\s*[:=]\s*`;

/** What follows `cat:`, which titles have as a word: "CAT: Closed-loop Training". */
export const beginsWithArchive = new RegExp(`^"?${archiveName}(?![a-z])`, "i");

/** An arXiv category alone, like cs.CV or cond-mat.str-el. */
export const categoryAlone = new RegExp(String.raw`(?<![^\s-])(?=${category}(?:,${category})*(?!\S))`, "g");

/**
 * Several categories with commas between them, any of which will do: `cat:cs.CV,cs.LG`, `cat: cs.CV, cs.LG`, `cs.CV,cs.LG`.
 * A second `cat:` behind a blank is a field of its own.
 */
export const categoryList = String.raw`(?<![^\s-])(?:${fieldBefore}${anyCategory}(?:,(?:cat:)?${anyCategory}|,\s+${category})+|${category}(?:,${category})+)${ends}`;

const lists = new RegExp(categoryList, "gi");
const fieldInList = new RegExp(fieldBefore, "gi");

/** A query whose lists of categories are one field each: `cat: cs.CV, cs.LG` gives `cat:cs.CV,cs.LG`. */
export const withCategoryLists = (text: string): string =>
  text.replace(lists, (list) => `cat:${list.replace(fieldInList, "").replace(/\s+/g, "")}`);
