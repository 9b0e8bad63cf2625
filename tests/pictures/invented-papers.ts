import { paperFacts, type PaperFacts } from "../../src/core/papers/paper.ts";

interface Field {
  words: string;
  abstract: string;
  things: string[];
}

/** What three roundups of an invented lab are about. */
const fields: Field[] = [
  {
    words: "diffusion",
    abstract:
      "Diffusion models sample slowly. We propose {thing}, a training objective that halves the number of steps while it keeps the diversity of many-step sampling. On three public sets it matches its teacher in four steps.",
    things: [
      "Few-step Diffusion with Paired Noise Levels",
      "Diffusion Samplers that Know when to Stop",
      "Masked Diffusion for Long Captions",
      "A Diffusion Prior for Microscope Images",
      "Diffusion on Curved Surfaces",
      "Guidance for Diffusion without a Second Model",
    ],
  },
  {
    words: "3d reconstruction",
    abstract:
      "3D reconstruction from few photographs leaves holes where no camera looked. We introduce {thing}, which fills them from a learned prior and marks what it filled. It needs one minute on one GPU.",
    things: [
      "3D Reconstruction from a Single Walk",
      "3D Reconstruction of Glass and Water",
      "Honest Holes: 3D Reconstruction that Marks its Guesses",
      "Shadows as Cameras for 3D Reconstruction",
      "Room-scale 3D Reconstruction on a Telephone",
      "3D Reconstruction of Places that Change",
    ],
  },
  {
    words: "vision language models",
    abstract:
      "Vision language models count badly. We present {thing}, a benchmark and a small change of the image tokens that together show where the counting fails and mend half of it without new data.",
    things: [
      "Counting to Twenty with Vision Language Models",
      "Vision Language Models that Point before they Answer",
      "Reading Tables with Fewer Image Tokens",
      "What Vision Language Models Overlook in Maps",
      "Vision Language Models Read Clocks",
      "Short Memories for Vision Language Models",
    ],
  },
];

const people = ["Lena Brandt", "Tomás Rey", "Aiko Mori", "Samuel Okoro", "Ines Duarte", "Jonas Falk", "Mei Lindqvist"];
const labs = ["Northlight Lab", null, "Harbour Institute", null, "Open Optics Group"];
/** What the older papers of a title are called; the newest one has the title alone. */
const ways = [
  ...[", Revisited", " at Half the Cost", " without Labels", " for Small Machines", " by Example", " in the Wild"],
  ...[", Twice as Far", " under Noise", " with Fewer Pictures", ": a Negative Result", ""],
];

/** The topics of the lab's roundups. */
export const inventedTopics = fields.map(({ words }) => words);

/** The papers of the nth working day, at most 66 days: invented titles, people and numbers, the same ones at every run. */
export const inventedPapers = (nth: number, day: string): PaperFacts[] =>
  fields.flatMap((field, at) => ((nth + at) % 3 === 0 ? [] : inventedPaper(field, at, nth, day)));

function inventedPaper({ abstract, things }: Field, at: number, number: number, day: string): PaperFacts {
  const turn = Math.floor(number / things.length);
  const thing = `${things[number % things.length] ?? ""}${ways[turn] ?? ""}`;
  const authors = [0, 2, 3].map((step) => people[(number + step) % people.length] ?? "");
  return paperFacts({
    origin: "hugging-face",
    arxivId: `2608.${String(10_000 + at * 1_000 + number)}`,
    title: thing,
    abstract: abstract.replace("{thing}", thing.split(":")[0] ?? thing),
    authors,
    authorCount: authors.length,
    organization: labs[(number + at) % labs.length] ?? null,
    publishedAt: day,
    listedOn: [day],
    upvotes: 5 + ((number * 37 + at * 11) % 60),
    comments: number % 3,
    codeUrl: number % 2 === 0 ? "https://code.example.org/papers" : null,
    thumbnailUrl: `https://pictures.huggingface.co/${at}-${number}.svg`,
  });
}

/** A picture for an address of one: shapes on a coloured ground. */
export function inventedPicture(url: string): string {
  const [, at = 0, number = 0] = /(\d+)-(\d+)\.svg$/.exec(url)?.map(Number) ?? [];
  const hue = (at * 120 + number * 23) % 360;
  const dots = Array.from({ length: 9 }, (_, i) => {
    const [x, y, r] = [120 + i * 120, 324 + Math.sin(i * (number + 1)) * 160, 30 + ((i * 17 + number * 5) % 60)];
    return `<circle cx="${x}" cy="${y.toFixed(0)}" r="${r}" fill="hsl(${(hue + i * 12) % 360} 60% 62%)"/>`;
  });
  return `<svg xmlns="http://www.w3.org/2000/svg" width="1200" height="648"><rect width="1200" height="648" fill="hsl(${hue} 35% 24%)"/>${dots.join("")}</svg>`;
}
