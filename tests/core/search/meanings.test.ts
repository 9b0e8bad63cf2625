import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { paperFacts } from "../../../src/core/papers/paper.ts";
import type { Store } from "../../../src/core/store/store.ts";
import { temporaryStore } from "../../support/temporary-store.ts";

let store: Store;
let remove: () => Promise<void>;
beforeEach(async () => {
  ({ store, remove } = await temporaryStore());
});
afterEach(() => remove());

async function keep(...papers: [title: string, abstract: string][]): Promise<void> {
  const facts = papers.map(([title, abstract]) => paperFacts({ origin: "arxiv", title, abstract }));
  await store.papers.save(facts, new Date("2025-11-07T12:00:00Z"));
}

async function topic(text: string): Promise<string[]> {
  const { hits } = await store.search.topic(text, { limit: 50, since: null });
  return (await store.papers.many(hits.map(({ id }) => id))).map(({ title }) => title).sort();
}

const soil = (count: number): [string, string][] =>
  Array.from({ length: count }, (_, at) => [`Soil ${at}`, `Wheat grows on wet soil of kind ${at}.`]);
const speculative = (at: number): [string, string] => [
  `Drafting ${at}`,
  "Speculative decoding (SD) verifies tokens that a small draft model proposes, which lowers the latency of a target.",
];

describe("a short form of two letters", () => {
  it("brings no paper of another meaning into the topic it is short for", async () => {
    const other = "We distill a student from its own earlier states. SD needs no teacher; images of birds get sharper.";
    await keep(...soil(60), ...[1, 2, 3, 4].map(speculative), ["Birds by SD", other]);
    expect(await topic("speculative decoding")).toEqual([1, 2, 3, 4].map((at) => `Drafting ${at}`));
  });

  it("brings papers that have a word of the topic, or are like those that spell it out", async () => {
    const like = "SD verifies tokens that a small draft model proposes, which lowers the latency of a target.";
    const word = "We make speculative drafts for SD on phones.";
    await keep(...soil(60), ...[1, 2, 3, 4].map(speculative), ["Drafting alike", like], ["Phones", word]);
    expect(await topic("speculative decoding")).toEqual([
      ...[1, 2, 3, 4].map((at) => `Drafting ${at}`),
      "Drafting alike",
      "Phones",
    ]);
  });
});

describe("a short form with several meanings", () => {
  const speech = (at: number): [string, string] => [`Voices ${at}`, "We build a text-to-speech (TTS) voice."];
  const scaling = (at: number): [string, string] => [`Answers ${at}`, "Test-time scaling (TTS) thinks for longer."];
  const all = (name: string, count: number) => Array.from({ length: count }, (_, at) => `${name} ${at}`);
  const make = (paper: (at: number) => [string, string], count: number) =>
    Array.from({ length: count }, (_, at) => paper(at));

  it("means what most papers mean by it, and says what else it means", async () => {
    await keep(...soil(20), ...make(speech, 6), ...make(scaling, 2));
    expect(await topic("tts")).toEqual(all("Voices", 6));
    expect(await topic("test-time scaling")).toEqual(all("Answers", 2));
    const found = await store.search.topic("tts", { limit: 5, since: null });
    expect(found).toMatchObject({ aliases: ["text to speech"], narrower: ["test-time scaling"] });
  });

  it("means all of them where none prevails, and names each", async () => {
    await keep(...soil(20), ...make(speech, 4), ...make(scaling, 3));
    expect(await topic("tts")).toEqual([...all("Answers", 3), ...all("Voices", 4)]);
    const found = await store.search.topic("tts", { limit: 5, since: null });
    expect(found.narrower).toEqual(["text-to-speech", "test-time scaling"]);
  });
});

describe("a broad topic of one word", () => {
  const titled = (name: string, count: number) =>
    Array.from({ length: count }, (_, at): [string, string] => [`${name} in case ${at}`, `About case ${at}.`]);

  it("names the narrower topics that its titles speak of most", async () => {
    await keep(
      ...soil(250),
      ...titled("Safety alignment", 12),
      ...titled("Aligning: preference alignment", 9),
      ...titled("Alignment", 9),
    );
    const found = await store.search.topic("alignment", { limit: 5, since: null });
    expect(found.narrower).toEqual(["safety alignment", "preference alignment"]);
    expect((await store.search.topic("safety alignment", { limit: 5, since: null })).narrower).toEqual([]);
  });

  it("of a young library is broad with more papers than a page, and is named as people write it", async () => {
    await keep(
      ...soil(60),
      ...titled("Cross-modal alignment", 3),
      ...titled("Alignment (DPO)", 4),
      ...titled("Alignment", 4),
    );
    const found = await store.search.topic("alignment", { limit: 5, since: null });
    expect(found.narrower).toEqual(["cross-modal alignment"]);
  });

  it("names the words of its titles where no phrase returns, and nothing where the titles differ", async () => {
    const read = (name: string, count: number) =>
      Array.from({ length: count }, (_, at): [string, string] => [`${name} ${at}`, `OCR of ${name} in case ${at}.`]);
    await keep(...soil(60), ...read("Receipts", 3), ...read("Maps", 8), ...read("Invoices", 1));
    const narrower = async (topic: string) => (await store.search.topic(topic, { limit: 5, since: null })).narrower;
    expect(await narrower("OCR")).toEqual(["OCR receipts"]);
  });
});

describe("a topic of three letters", () => {
  it("is no longer word that only begins like it", async () => {
    await keep(
      ...soil(20),
      ["SAM segments", "We use SAM."],
      ["Maps", "The same holds here."],
      ["Mapping", "A map of it."],
    );
    expect(await topic("sam")).toEqual(["SAM segments"]);
    expect(await topic("map")).toEqual(["Mapping", "Maps"]);
  });
});
