const doiInText = /(?<![\w.])10\.\d{4,9}\/[^\s"'<>\\{}]{1,200}/i;

/** The first DOI in a text, in lower case and without the signs behind it; null for arXiv's own, which are ids. */
export function findDoi(text: string): string | null {
  const found = doiInText
    .exec(text)?.[0]
    .replace(/[\p{P}]+$/u, "")
    .toLowerCase();
  return found === undefined || found.startsWith("10.48550/arxiv.") ? null : found;
}

/** A BibTeX entry and its title. */
const bibtexEntry = /^\s*@\w+\s*\{[^]*?\btitle\s*=\s*(?:\{+|")([^]*?)(?:\}+|")\s*(?:,|\}|$)/i;

/** The title of a BibTeX entry; null for any other text. */
export const titleOfEntry = (text: string): string | null => bibtexEntry.exec(text)?.[1] ?? null;

/** What a reference has and a topic hardly ever: a year, "et al.", its number in a list, arXiv, a word broken at a line's end. */
const referenceMark = /(?<!\d)(?:19|20)\d\d(?!\d)|\bet\.? al\b|^\s*\[\d{1,3}\]|\barxiv\b|\p{L}- (?!and |or )\p{Ll}/iu;
const initialsFirst = /^(?:\s*\p{Lu}\.)+\s*/u;
/** Signs between the parts of a reference; each may also stand within a title. */
const betweenParts = /(?<=\S{2})[.?!](?=\s)|["“”]|,(?=\s)|[;:](?=\s)|\s\(|\)/;
const longestCitation = 1_000;
const mostPieces = 24;
const mostPartsJoined = 4;
const [leastWords, leastLetters] = [3, 15];

/** What may be the title in a pasted reference, the longest first: "[12] J. Ho and S. Ermon. Imitation in short. NeurIPS, 2016." */
export function titlesIn(text: string): string[] {
  const title = titleOfEntry(text);
  if (title !== null) return [title];
  if (!referenceMark.test(text) || text.length > longestCitation) return [];
  const parts = text.split(betweenParts).map((part) => part.replace(initialsFirst, ""));
  const pieces = parts.filter((part) => part.trim() !== "");
  const runs = pieces.slice(0, mostPieces).flatMap((_, from) =>
    Array.from({ length: mostPartsJoined }, (_unused, more) =>
      pieces
        .slice(from, from + more + 1)
        .join(" ")
        .trim(),
    ),
  );
  const titles = runs.filter((run) => run.length >= leastLetters && run.split(/\s+/).length >= leastWords);
  return [...new Set(titles)].sort((a, b) => b.length - a.length);
}
