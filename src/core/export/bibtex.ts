import { type AuthorName, authorName } from "../papers/authors/name.ts";
import { paperUrl } from "../papers/links.ts";
import type { Paper } from "../papers/paper.ts";
import { doiOf } from "./citation.ts";
import { citationKey } from "./key.ts";
import { escapedLatex, latexFromSource } from "./latex-text.ts";

const bibtexMonths = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];

/** Papers as BibTeX that pdflatex compiles: titles with their mathematics, arXiv ids as `eprint`, the way arXiv itself writes them. */
export const bibtex = (papers: readonly Paper[]): string =>
  papers.map((paper) => entry(citationKey(paper), fieldsOf(paper))).join("\n");

type Fields = Record<string, string>;

function fieldsOf(paper: Paper): Fields {
  const doi = doiOf(paper);
  const url = paperUrl(paper);
  const month = bibtexMonths[Number(paper.publishedAt?.slice(5, 7)) - 1];
  return {
    title: `{{${(paper.titleSource ? latexFromSource(paper.titleSource) : escapedLatex(paper.title)).trim()}}}`,
    ...(paper.authors.length > 0 && { author: `{${authorsOf(paper)}}` }),
    ...(paper.publishedAt && { year: `{${paper.publishedAt.slice(0, 4)}}` }),
    ...(month && { month }),
    ...(paper.arxivId && { eprint: `{${paper.arxivId}}`, archiveprefix: "{arXiv}" }),
    ...(paper.arxivId && isPlain(paper.categories[0]) && { primaryclass: `{${paper.categories[0]}}` }),
    ...(doi && isPlain(doi) && { doi: `{${doi}}` }),
    ...(url && { url: `{${escapedUrl(url)}}` }),
    ...(paper.keywords.length > 0 && { keywords: `{${escapedLatex(paper.keywords.join(", "))}}` }),
    ...(paper.abstract && { abstract: `{${escapedLatex(paper.abstract)}}` }),
  };
}

const authorsOf = ({ authors, authorCount }: Paper): string =>
  [...authors.map((name) => bibtexName(authorName(name))), ...(authorCount > authors.length ? ["others"] : [])].join(
    " and ",
  );

/** "van der Meer, Jr., Jo"; a whole name, and a part that BibTeX would take apart, in braces. */
function bibtexName(name: AuthorName): string {
  if (name.kind === "whole") return `{${lettersOf(name.name)}}`;
  const family = [name.particle, braced(name.family)].filter((part) => part !== "").join(" ");
  return [family, name.suffix, braced(name.given)].filter((part) => part !== "").join(", ");
}

const braced = (part: string): string =>
  /,|(?:^|\s)and(?:\s|$)/i.test(part) ? `{${lettersOf(part)}}` : lettersOf(part);

/** A style may take the first byte of a name: no letter of it has two. */
const lettersOf = (text: string): string => escapedLatex(text.replace(/[’ʼ]/g, "'"));

const escapedUrl = (url: string): string => url.replace(/[\\{}^]/g, encodeURIComponent);

/** Categories and DOIs go in as they are, so nothing in them may be a command of TeX. */
const isPlain = (text: string | undefined): boolean => text !== undefined && !/[\\{}^%#$~&]/.test(text);

const entry = (key: string, fields: Fields): string =>
  `@misc{${key},\n${Object.entries(fields)
    .map(([field, value]) => `  ${field} = ${value},\n`)
    .join("")}}\n`;
