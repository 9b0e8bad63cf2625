import { readArxivId, type ArxivId } from "../../papers/arxiv-id.ts";
import { paperFacts, type PaperFacts, type Parsed } from "../../papers/paper.ts";
import { parseEntries } from "../reading/document.ts";
import { monthsAfterId, readDay } from "../reading/day.ts";
import { readAuthors, readCategories, readTexts, saysWithdrawn } from "../reading/facts.ts";
import { children, readXml, textOf, type Node } from "../reading/xml.ts";

/** Kinds of announcement that are new papers. */
const newPapers = new Set(["new", "cross"]);
/** Kinds that are new versions of papers. */
const replacements = new Set(["replace", "replace-cross"]);

/** What the feed announces, and the newest day (`YYYY-MM-DD`) among its entries, replacements included; null without entries. */
export interface Announcements extends Parsed {
  day: string | null;
  replacements: PaperFacts[];
}

/** Whether an XML document is arXiv's feed of new papers. */
export const isAnnouncements = (text: string): boolean => /<rss\b|announce_type/.test(text);

/** arXiv's daily feed of new papers, RSS 2.0 or Atom; empty on days without announcements. */
export function parseAnnouncements(text: string): Announcements {
  const { root, node } = readXml(text, ["feed", "rss"]);
  const entries = root === "feed" ? children(node, "entry") : children(children(node, "channel")[0], "item");
  const days = entries.map(announcedOn).filter((day) => day !== null);
  const replaced: PaperFacts[] = [];
  const newFacts = (entry: Node): PaperFacts | null => {
    const kind = textOf(entry, "announce_type");
    if (kind === null || newPapers.has(kind)) return announcedFacts(entry);
    // The day is that of the announcement, not of the paper.
    if (replacements.has(kind)) replaced.push({ ...announcedFacts(entry), publishedAt: null });
    return null;
  };
  return { ...parseEntries(entries, newFacts), replacements: replaced, day: days.sort().at(-1) ?? null };
}

const announcedOn = (entry: Node): string | null => readDay(textOf(entry, "published") ?? textOf(entry, "pubDate"));

function announcedFacts(entry: Node): PaperFacts {
  const name = (textOf(entry, "id") ?? textOf(entry, "guid") ?? "").replace(/^oai:arXiv\.org:/i, "");
  const arxivId = readArxivId(name);
  if (!arxivId) throw new Error(`its id ${JSON.stringify(name.slice(0, 60))} is not an arXiv id`);
  const text = textOf(entry, "summary") ?? textOf(entry, "description") ?? "";
  const texts = readTexts(textOf(entry, "title"), abstractOf(text), arxivId.id, "plain");
  const authors = readAuthors(textOf(entry, "creator") ?? "");
  return paperFacts({
    origin: "arxiv",
    arxivId: arxivId.id,
    version: arxivId.version,
    ...texts,
    authors,
    authorCount: authors.length,
    publishedAt: publishedDay(arxivId, announcedOn(entry)),
    categories: readCategories(categoriesOf(entry)),
    withdrawn: saysWithdrawn(texts.abstract),
  });
}

/** The feed's text opens with "arXiv:2508.13426v1 Announce Type: cross Abstract:". */
const abstractOf = (text: string): string => text.replace(/^\s*arXiv:\S+\s+Announce Type:[^]*?Abstract:\s*/i, "");

/** Atom has the category in an attribute, RSS in the text. */
const categoriesOf = (entry: Node): unknown[] =>
  children(entry, "category").map((category) => (typeof category === "string" ? category : category["@term"]));

/** The feed tells the day of announcement: right to a few days for a new id, meaningless for an old paper's cross-list. */
function publishedDay({ id }: ArxivId, announced: string | null): string | null {
  if (!announced || id.includes("/")) return null;
  const age = monthsAfterId(announced, id);
  return age === 0 || age === 1 ? announced : null;
}
