import { paperFacts, type PaperFacts } from "../../papers/paper.ts";

type Row = [arxivId: string, publishedAt: string, authorCount: number, title: string, sentence: string];

/** Papers everybody knows, and a part of one real Daily page, so that each command has something to show offline. */
const readSamples: Row[] = [
  [
    "1406.2661",
    "2014-06-10",
    8,
    "Generative Adversarial Networks",
    "Two networks train against each other: one makes samples, the other tells them from real data.",
  ],
  [
    "1412.6980",
    "2014-12-22",
    2,
    "Adam: A Method for Stochastic Optimization",
    "An optimizer that adapts each parameter's step from running means of the gradient and its square.",
  ],
  [
    "1512.03385",
    "2015-12-10",
    4,
    "Deep Residual Learning for Image Recognition",
    "Shortcut connections let networks of more than a hundred layers train well.",
  ],
  [
    "1706.03762",
    "2017-06-12",
    8,
    "Attention Is All You Need",
    "Introduces the Transformer, which translates with attention alone, without recurrence or convolution.",
  ],
  [
    "1810.04805",
    "2018-10-11",
    4,
    "BERT: Pre-training of Deep Bidirectional Transformers for Language Understanding",
    "Pre-trains a Transformer encoder on masked words, then fine-tunes it for each language task.",
  ],
  [
    "1812.04948",
    "2018-12-12",
    3,
    "A Style-Based Generator Architecture for Generative Adversarial Networks",
    "StyleGAN steers each scale of a generated image through a learned style code.",
  ],
  [
    "2006.11239",
    "2020-06-19",
    3,
    "Denoising Diffusion Probabilistic Models",
    "Generates images by learning to undo noise step by step.",
  ],
  [
    "2106.09685",
    "2021-06-17",
    8,
    "LoRA: Low-Rank Adaptation of Large Language Models",
    "Fine-tunes large language models by training small low-rank matrices beside frozen weights.",
  ],
  [
    "2112.10752",
    "2021-12-20",
    5,
    "High-Resolution Image Synthesis with Latent Diffusion Models",
    "Runs diffusion in the compressed space of an autoencoder, which makes large images affordable.",
  ],
];

const daily: Row[] = [
  [
    "2510.27684",
    "2025-10-31",
    9,
    "Phased DMD: Few-step Distribution Matching Distillation via Score Matching within Subintervals",
    "Distills diffusion models into few-step generators by splitting the noise range into phases.",
  ],
  [
    "2510.27688",
    "2025-10-31",
    4,
    "Continuous Autoregressive Language Models",
    "Predicts one continuous vector for several tokens instead of one token after the other.",
  ],
  [
    "2510.27492",
    "2025-10-30",
    8,
    "ThinkMorph: Emergent Properties in Multimodal Interleaved Chain-of-Thought Reasoning",
    "A model that reasons in alternating steps of text and images.",
  ],
  [
    "2510.26788",
    "2025-10-30",
    7,
    "Defeating the Training-Inference Mismatch via FP16",
    "Finds that the number format alone can make training and inference of a language model disagree.",
  ],
];
const dailyDay = "2025-11-03";

const sampleFacts = ([arxivId, publishedAt, authorCount, title, sentence]: Row, listedOn: string[]): PaperFacts =>
  paperFacts({ origin: "json", arxivId, publishedAt, authorCount, title, abstract: sentence, listedOn });

/** The sample library of a first start without network: facts, and a sentence of our own for each. */
export const samples: PaperFacts[] = [
  ...readSamples.map((row) => sampleFacts(row, [])),
  ...daily.map((row) => sampleFacts(row, [dailyDay])),
];
