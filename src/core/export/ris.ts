import { type AuthorName, authorName } from "../papers/authors/name.ts";
import { paperUrl } from "../papers/links.ts";
import type { Paper } from "../papers/paper.ts";
import { oneLine } from "../papers/text.ts";
import { doiOf } from "./citation.ts";
import { citationKey } from "./key.ts";

/** Papers as RIS, one value a line however long: reference managers disagree about continued lines. */
export const ris = (papers: readonly Paper[]): string => papers.map(record).join("\r\n");

function record(paper: Paper): string {
  const day = paper.publishedAt;
  const tags: [tag: string, value: string | null][] = [
    ["TY", "GEN"],
    ["ID", citationKey(paper)],
    ["TI", paper.title],
    ...paper.authors.map((name): [string, string] => ["AU", risName(authorName(name))]),
    ["PY", day && day.slice(0, 4)],
    ["DA", day && `${day.replaceAll("-", "/")}/`],
    ["AB", paper.abstract || null],
    ["PB", paper.arxivId && "arXiv"],
    ["M1", paper.arxivId && `arXiv:${paper.arxivId}`],
    ["DO", doiOf(paper)],
    ["UR", paperUrl(paper)],
    ...paper.keywords.map((word): [string, string] => ["KW", word]),
  ];
  const lines = tags.flatMap(([tag, value]) => (value === null ? [] : [`${tag}  - ${oneLine(value)}`]));
  return [...lines, "ER  - ", ""].join("\r\n");
}

/** "van der Meer, Jo, Jr.". */
function risName(name: AuthorName): string {
  if (name.kind === "whole") return name.name;
  const family = `${name.particle} ${name.family}`.trim();
  return [family, name.given, name.suffix].filter((part) => part !== "").join(", ");
}
