import { paperFacts, type PaperFacts } from "../../../src/core/papers/paper.ts";

const titles: [title: string, organization: string | null, summary: string][] = [
  [
    "Phased Distillation of Diffusion Models: Few-Step Generation by Matching Distributions within Noise Ranges",
    "Institute of Generative Imaging",
    "Splits the noise range of a diffusion model into phases, each with an expert of its own, and so distills few-step generators that keep the diversity which one-step students lose.",
  ],
  ["LatentFlow: A GAN Prior for Diffusion Sampling", null, ""],
  [
    "What Do Diffusion Transformers Know? Probing Representations across Timesteps, Layers and Scales",
    "Northern Lights Research",
    "Probes the inner representations of diffusion transformers and finds that semantic content peaks in the middle layers at moderate noise, for every size of model that was looked at.",
  ],
  ["Video Diffusion as a Zero-Shot Physics Simulator: Benchmarks, Failures and Remedies", "Open Motion Lab", ""],
  [
    "Guided by Less: Weak Models Improve Diffusion Guidance without Training",
    null,
    "Uses a worse version of the same network to guide sampling, and improves image quality and prompt adherence at no cost in training.",
  ],
  ["Discrete Diffusion Language Models at Scale", "Text Foundry", ""],
  ["Safe Diffusion: Removing Concepts by Editing Cross-Attention", null, ""],
];

const abstract =
  "Diffusion models generate images of high quality, but sampling from them takes many steps. We introduce a method that reduces the number of network evaluations by an order of magnitude while keeping diversity and prompt adherence. Experiments on four benchmarks show that it improves over the strongest baselines, and an ablation explains which of its parts matters most.";

/** Papers about diffusion as long as real ones are. */
export const lifelikePapers: PaperFacts[] = titles.map(([title, organization, summary], place) =>
  paperFacts({
    origin: "hugging-face",
    arxivId: `2511.${String(place + 101).padStart(5, "0")}`,
    title,
    abstract,
    organization,
    summary: summary === "" ? null : summary,
    authors: ["Katharina Brandstetter", "Ravi Subramanian", "Mei-Ling Chou"],
    authorCount: 7,
    publishedAt: "2025-11-06",
    listedOn: ["2025-11-07"],
    upvotes: 120 - 17 * place,
    comments: place % 3,
    codeUrl: place % 2 === 0 ? "https://github.com/example/code" : null,
    thumbnailUrl: "https://cdn-thumbnails.huggingface.co/social-thumbnails/papers/1.png",
  }),
);
