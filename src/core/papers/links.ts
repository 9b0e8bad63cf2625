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
