import { paperFacts, type PaperFacts } from "../../src/core/papers/paper.ts";

/** A small library: twelve papers of one Friday, three of them about GANs. */
export const knownPapers: PaperFacts[] = Array.from({ length: 12 }, (_, place) =>
  paperFacts({
    origin: "hugging-face",
    arxivId: `2511.${String(place + 1).padStart(5, "0")}`,
    title: place < 3 ? `StyleGAN variant number ${place + 1}` : `Diffusion study number ${place + 1}`,
    abstract:
      place < 3
        ? "We train generative adversarial networks (GANs) to draw faces. They draw well."
        : "We study diffusion models. They denoise step by step.",
    authors: ["Ada Lovelace", "Alan Turing"],
    authorCount: 2,
    publishedAt: "2025-11-06",
    listedOn: ["2025-11-07"],
    upvotes: 20 - place,
    comments: place,
    thumbnailUrl: place === 0 ? "https://cdn-thumbnails.huggingface.co/social-thumbnails/papers/1.png" : null,
  }),
);
