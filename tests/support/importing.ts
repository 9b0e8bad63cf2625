// A program of its own: imports the same made-up papers every time, one line on stdout per batch, so that a test can kill it anywhere.
import { paperFacts } from "../../src/core/papers/paper.ts";
import { openStore } from "../../src/core/store/sqlite/open.ts";

const [file = "", papers = "0"] = process.argv.slice(2);
const words = ["diffusion", "distillation", "adversarial", "transformer", "retrieval", "alignment", "Gaussian"];
const word = (seed: number) => words[seed % words.length];
const facts = Array.from({ length: Number(papers) }, (_, at) =>
  paperFacts({
    origin: "arxiv",
    arxivId: `2501.${String(at).padStart(5, "0")}`,
    version: 1,
    title: `Paper ${at} on ${word(at)} and ${word(at + 3)}`,
    abstract:
      `We study ${word(at)} networks (${String(word(at)).slice(0, 2).toUpperCase()}N) for ${word(at * 5)}. `.repeat(8),
    authors: ["Ada Lovelace", "Alan Turing"],
    authorCount: 2,
    listedOn: at % 3 === 0 ? ["2025-11-07"] : [],
  }),
);

const store = await openStore(`file:${file}`);
console.log("open");
for (let from = 0; from < facts.length; from += 300) {
  await store.papers.save(facts.slice(from, from + 300), new Date());
  console.log(from);
}
await store.close();
