import { authorList } from "./authors/list.ts";
import { origins, type PaperFacts } from "./paper.ts";

/** Orders two values of a fact; the greater is kept. */
type Order<Value> = (a: Value, b: Value) => number;

const by =
  <Value>(...keys: ((value: Value) => string | number | boolean)[]): Order<Value> =>
  (a, b) => {
    for (const key of keys) {
      const [x, y] = [key(a), key(b)];
      if (x !== y) return x > y ? 1 : -1;
    }
    return 0;
  };

const greater = <Value>(order: Order<Value>, a: Value, b: Value): Value => (order(a, b) >= 0 ? a : b);

/** Fields that are kept together, from the same source. */
type Text = Pick<PaperFacts, "origin" | "title" | "abstract" | "titleSource" | "abstractSource"> & {
  version: number | null;
};

/** Prefers a text with an abstract, then arXiv over Hugging Face over the copied page, then the later version. */
const textOrder = by<Text>(
  (text) => text.abstract !== "",
  (text) => origins.indexOf(text.origin),
  (text) => text.version ?? 0,
  (text) => text.abstract.length,
  (text) => text.abstract,
  (text) => text.title,
  (text) => text.titleSource !== null,
  (text) => text.titleSource ?? "",
  (text) => text.abstractSource !== null,
  (text) => text.abstractSource ?? "",
);

const longest = by<string[]>(
  (list) => list.length,
  (list) => JSON.stringify(list),
);
const fullest = by<string | null>(
  (value) => value !== null,
  (value) => value?.length ?? 0,
  (value) => value ?? "",
);

const earliest = (a: string | null, b: string | null) => (a !== null && b !== null ? (a < b ? a : b) : (a ?? b));
const mergeSorted = (a: string[], b: string[]) => (b.length === 0 ? a : [...new Set([...a, ...b])].sort());

/** Whether two lists have the same entries in the same order. */
export const isSameList = (a: readonly string[], b: readonly string[]) =>
  a.length === b.length && a.every((value, index) => value === b[index]);

type Authors = Pick<PaperFacts, "authors" | "authorCount">;

/** The longer list, and the greater of the counts that a source told without the names. */
function mergeAuthors(a: Authors, b: Authors): Authors {
  const authorCount = Math.max(a.authorCount, b.authorCount);
  // A paper that is read again brings the same list nearly every time.
  if (isSameList(a.authors, b.authors)) return { authors: a.authors, authorCount };
  const [x, y] = [authorsListed(a), authorsListed(b)];
  const authors = greater(longest, x.authors, y.authors);
  return { authors, authorCount: Math.max(x.authorCount, y.authorCount, authors.length) };
}

/** Parses a stored list again: version 0.1.0 read affiliations as authors, and such a longer list would win for ever. */
function authorsListed({ authors, authorCount }: Authors): Authors {
  const names = authorList(authors);
  return { authors: names, authorCount: authorCount > authors.length ? authorCount : names.length };
}

/** Two sources' facts about one paper as one; commutative, associative and idempotent, so the order of arrival cannot matter. */
export function merge(a: PaperFacts, b: PaperFacts): PaperFacts {
  const text = greater<Text>(textOrder, a, b);
  return {
    origin: text.origin,
    version: text.version,
    title: text.title,
    abstract: text.abstract,
    titleSource: text.titleSource,
    abstractSource: text.abstractSource,
    arxivId: greater(fullest, a.arxivId, b.arxivId),
    doi: greater(fullest, a.doi, b.doi),
    ...mergeAuthors(a, b),
    organization: greater(fullest, a.organization, b.organization),
    publishedAt: earliest(a.publishedAt, b.publishedAt),
    listedOn: mergeSorted(a.listedOn, b.listedOn),
    upvotes: Math.max(a.upvotes, b.upvotes),
    comments: Math.max(a.comments, b.comments),
    summary: greater(fullest, a.summary, b.summary),
    keywords: greater(longest, a.keywords, b.keywords),
    categories: greater(longest, a.categories, b.categories),
    codeUrl: greater(fullest, a.codeUrl, b.codeUrl),
    projectUrl: greater(fullest, a.projectUrl, b.projectUrl),
    thumbnailUrl: greater(fullest, a.thumbnailUrl, b.thumbnailUrl),
    withdrawn: a.withdrawn || b.withdrawn,
  };
}
