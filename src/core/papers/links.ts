import type { PaperFacts } from "./paper.ts";

/** The paper's page people should open: arXiv, else its DOI, else its project page; built from validated ids only. */
export function paperUrl(paper: Pick<PaperFacts, "arxivId" | "doi" | "projectUrl">): string | null {
  if (paper.arxivId) return `https://arxiv.org/abs/${paper.arxivId}`;
  if (paper.doi) return `https://doi.org/${encodeURI(paper.doi).replace(/[#?]/g, encodeURIComponent)}`;
  return paper.projectUrl;
}

/** The PDF on arXiv, where the paper has an arXiv id. */
export const pdfUrl = (paper: Pick<PaperFacts, "arxivId">): string | null =>
  paper.arxivId ? `https://arxiv.org/pdf/${paper.arxivId}` : null;

/** The paper's page on Hugging Face, where it has an arXiv id. */
export const huggingFaceUrl = (paper: Pick<PaperFacts, "arxivId">): string | null =>
  paper.arxivId ? `https://huggingface.co/papers/${paper.arxivId}` : null;

/** Words that tell a paper: fewer are a number, a folder or a site's own word. */
const leastTelling = 3;

/**
 * The words that a link alone says: what it searches for (`?q=gan`), or the title that many sites write at its end
 * (`/paper/attention-is-all-you-need`); "" where it says none. Null for any other text.
 */
export function linkWords(text: string): string | null {
  const url = URL.parse(/^<?(https?:\/\/[^\s|>]+)(?:\|[^>]*)?>?$/i.exec(text.trim())?.[1] ?? "");
  if (url === null) return null;
  const asked = url.searchParams.get("q") ?? url.searchParams.get("query");
  if (asked !== null) return asked.trim();
  const last = url.pathname.split("/").findLast((part) => part !== "") ?? "";
  const words = last.replace(/\.(?:html?|pdf)$/i, "").split(/[-_+.]|%20/);
  return words.filter((word) => /^\p{L}{2}/u.test(word)).length < leastTelling ? "" : words.join(" ");
}
