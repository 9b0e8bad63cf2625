/** Where a paper's facts came from, most trusted text last. */
export const origins = ["page", "json", "hugging-face", "arxiv"] as const;

/** One kind of origin; its place in `origins` decides whose title and abstract are kept. */
export type Origin = (typeof origins)[number];

/** What one source says about one paper; a fact it does not give is null, zero or empty, never a guess. */
export interface PaperFacts {
  origin: Origin;
  /** arXiv id without version, old or new style: `2510.27684`, `math/0211159`. */
  arxivId: string | null;
  /** The arXiv version these facts were read from. */
  version: number | null;
  doi: string | null;
  /** One line, LaTeX made readable, sanitised. */
  title: string;
  abstract: string;
  /** The title as the source wrote it, for export; null when it equals `title`. */
  titleSource: string | null;
  /** The abstract as the source wrote it, for export; null when it equals `abstract`. */
  abstractSource: string | null;
  authors: string[];
  /** At least `authors.length`; larger where a source tells only the number. */
  authorCount: number;
  organization: string | null;
  /** `YYYY-MM-DD` of the first version. */
  publishedAt: string | null;
  /** Days (`YYYY-MM-DD`) on Hugging Face's Daily page, ascending. */
  listedOn: string[];
  /** Hugging Face's upvotes, not the team's votes. */
  upvotes: number;
  comments: number;
  /** The source's own one-line summary (Hugging Face's AI summary). */
  summary: string | null;
  keywords: string[];
  /** arXiv categories, the primary one first. */
  categories: string[];
  codeUrl: string | null;
  projectUrl: string | null;
  thumbnailUrl: string | null;
  withdrawn: boolean;
}

/** A paper of the library: the merged facts of every source that named it. */
export interface Paper extends PaperFacts {
  /** Our id, stable: `p` and a number. */
  id: string;
  /** When the library first heard of it. */
  addedAt: Date;
  /** True for the offline samples of a first start, until a source confirms the paper. */
  sample: boolean;
}

/** An entry a parser could not use: where it stood and why it was left out. */
export interface Rejection {
  /** "entry 3", "line 12". */
  where: string;
  reason: string;
}

/** What a parser made of a document: the papers, the entries it refused, and facts it had to drop from kept papers. */
export interface Parsed {
  papers: PaperFacts[];
  /** New versions of papers: they only change papers that the library has. */
  replacements?: PaperFacts[];
  rejected: Rejection[];
  warnings: Rejection[];
}

const nothingKnown: Omit<PaperFacts, "origin" | "title"> = {
  arxivId: null,
  version: null,
  doi: null,
  abstract: "",
  titleSource: null,
  abstractSource: null,
  authors: [],
  authorCount: 0,
  organization: null,
  publishedAt: null,
  listedOn: [],
  upvotes: 0,
  comments: 0,
  summary: null,
  keywords: [],
  categories: [],
  codeUrl: null,
  projectUrl: null,
  thumbnailUrl: null,
  withdrawn: false,
};

/** Complete facts from the few a source gives. */
export function paperFacts(known: Pick<PaperFacts, "origin" | "title"> & Partial<PaperFacts>): PaperFacts {
  return { ...nothingKnown, ...known };
}
