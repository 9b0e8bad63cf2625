import type { Paper } from "../papers/paper.ts";
import { type CslItem, type CslName, citations } from "./citation.ts";
import { escapedLatex, latexFromSource } from "./latex-text.ts";

type Fields = Record<string, string>;

const bibtexMonths = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];

/** Papers as BibTeX in UTF-8: titles with their original math, arXiv ids as `eprint`, the way arXiv itself writes them. */
export async function bibtex(papers: readonly Paper[]): Promise<string> {
  const { Cite, plugins } = await import("@citation-js/core");
  await import("@citation-js/plugin-bibtex");
  // Its own escaping drops every letter it has no command for (Greek, Chinese); ours keeps them.
  plugins.config.get("@bibtex").format.asciiOnly = false;
  const items = await citations(papers);
  const entries = new Cite(items.map(inLatex)).format("bibtex", { format: "object" }) as { properties: Fields }[];
  const texts = papers.map((paper, i) =>
    entry(items[i]?.id ?? paper.id, fieldsOf(paper, entries[i]?.properties ?? {})),
  );
  return texts.join("\n");
}

/** Names and addresses are the library's to write; titles and abstracts are ours. */
const inLatex = ({ author, ...item }: CslItem): CslItem => ({
  ...item,
  ...(author && { author: author.map(escapedName) }),
});

const escapedName = (name: CslName): CslName =>
  Object.fromEntries(Object.entries(name).map(([part, text]: [string, string]) => [part, escapedLatex(text)]));

function fieldsOf(paper: Paper, { author, doi, url }: Fields): Fields {
  const others = paper.authorCount > paper.authors.length ? " and others" : "";
  const month = bibtexMonths[Number(paper.publishedAt?.slice(5, 7)) - 1];
  return {
    title: `{{${paper.titleSource ? latexFromSource(paper.titleSource) : escapedLatex(paper.title)}}}`,
    ...(author && { author: `{${author}${others}}` }),
    ...(paper.publishedAt && { year: `{${paper.publishedAt.slice(0, 4)}}` }),
    ...(month && { month }),
    ...(paper.arxivId && { eprint: `{${paper.arxivId}}`, archiveprefix: "{arXiv}" }),
    ...(paper.arxivId && isPlain(paper.categories[0]) && { primaryclass: `{${paper.categories[0]}}` }),
    ...(doi && isPlain(paper.doi ?? "") && { doi: `{${doi}}` }),
    ...(url && { url: `{${url}}` }),
    ...(paper.keywords.length > 0 && { keywords: `{${escapedLatex(paper.keywords.join(", "))}}` }),
    ...(paper.abstract && { abstract: `{${escapedLatex(paper.abstract)}}` }),
  };
}

/** Categories and DOIs go in as they are, so nothing in them may be a command of TeX. */
const isPlain = (text: string | undefined): boolean => text !== undefined && !/[\\{}^%#$~&]/.test(text);

const entry = (key: string, fields: Fields): string =>
  `@misc{${key},\n${Object.entries(fields)
    .map(([field, value]) => `  ${field} = ${value},\n`)
    .join("")}}\n`;
