import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { paperFacts, type PaperFacts } from "../../../src/core/papers/paper.ts";
import { importFile } from "../../../src/core/sources/import/import.ts";
import type { SearchOptions, Store } from "../../../src/core/store/store.ts";
import { shared, sharedIsHere } from "../../support/shared.ts";
import { temporaryStore } from "../../support/temporary-store.ts";
import { anyWords } from "./any-words.ts";

const whole: SearchOptions = { limit: 50, since: null };
const now = new Date("2025-11-07T12:00:00Z");

let store: Store;
let remove: () => Promise<void>;
beforeEach(async () => {
  ({ store, remove } = await temporaryStore());
});
afterEach(() => remove());

async function keep(...papers: (Partial<PaperFacts> & { title: string })[]): Promise<void> {
  await store.papers.save(
    papers.map((paper) => paperFacts({ origin: "arxiv", ...paper })),
    now,
  );
}

async function titles(kind: "search" | "topic", text: string, options = whole): Promise<string[]> {
  const { hits } = await store.search[kind](text, options);
  const papers = await store.papers.many(hits.map(({ id }) => id));
  return papers.map(({ title }) => title);
}

describe("a topic", () => {
  it("is found inside names and by its long form, and not inside other words", async () => {
    await keep(
      { title: "StyleGAN for faces" },
      { title: "Training GANs" },
      { title: "E^{2}GAN" },
      { title: "Image synthesis", abstract: "We use generative adversarial networks (GANs) here." },
      { title: "Adversarial games", abstract: "A generative adversarial network is trained." },
      { title: "The organization began", abstract: "An elegant Vietnam scan; Morgan began to gang up." },
    );
    expect((await titles("topic", "gan")).sort()).toEqual([
      "Adversarial games",
      "E^{2}GAN",
      "Image synthesis",
      "StyleGAN for faces",
      "Training GANs",
    ]);
    expect(await titles("topic", "generative adversarial networks")).toHaveLength(5);
    expect(await store.search.topic("GAN", whole)).toMatchObject({
      total: 5,
      aliases: ["generative adversarial networks"],
    });
  });

  it("forgets an acronym with the last paper that introduced it", async () => {
    const introducing = { title: "One", arxivId: "2501.00001", abstract: "Deep foo bars (DFBs) are new." };
    await keep(introducing, { title: "Two", abstract: "About a deep foo bar." });
    expect(await titles("topic", "dfb")).toHaveLength(2);
    await keep({ ...introducing, version: 2, abstract: "Deep things called DFBs are new." });
    expect(await titles("topic", "dfb")).toEqual(["One"]);
  });

  it("says what matched, as the paper spells it", async () => {
    await keep({ title: "StyleGAN at large", abstract: "On Generative Adversarial Networks (GANs)." });
    const { hits } = await store.search.topic("gan", whole);
    expect(hits[0]?.matched).toEqual(["StyleGAN", "Generative Adversarial Networks"]);
  });

  it("with commas is any of several", async () => {
    await keep({ title: "A GAN" }, { title: "A robot" }, { title: "A proof" });
    expect((await titles("topic", "gan, robot")).sort()).toEqual(["A GAN", "A robot"]);
    expect((await store.search.topic("gan, robot", whole)).total).toBe(2);
  });

  it("reaches back to a day of publication or listing", async () => {
    await keep(
      { title: "Old GAN", publishedAt: "2020-01-01" },
      { title: "New GAN", publishedAt: "2025-11-01" },
      { title: "Listed GAN", publishedAt: "2019-01-01", listedOn: ["2025-11-03"] },
    );
    expect((await titles("topic", "gan", { limit: 9, since: "2025-11-01" })).sort()).toEqual(["Listed GAN", "New GAN"]);
  });

  it("named by many papers leaves out those that mention it in passing", async () => {
    const about = Array.from({ length: 30 }, (_, i) => ({
      title: `Pruning study ${i}`,
      abstract: "Pruning removes weights; sparsity and magnitude criteria compress networks.",
    }));
    const passing = {
      title: "Birdsong",
      abstract: `${"Birds sing at dawn in the forest. ".repeat(20)} No pruning of trees.`,
    };
    const others = Array.from({ length: 200 }, (_, i) => ({
      title: `Cooking ${i}`,
      abstract: "Boil water and add salt.",
    }));
    await keep(...about, passing, ...others);
    expect(await titles("topic", "pruning")).not.toContain("Birdsong");
    expect(await store.search.topic("pruning", whole)).toMatchObject({ total: 30 });
  });

  it("holds a paper that names it in the title when there is no abstract", async () => {
    const abstract =
      "We study pruning of weights by magnitude: sparsity, lottery tickets, saliency, compression, quantized kernels, " +
      "structured channels, rewinding schedules, latency budgets, retraining, masks, thresholds and hardware accelerators.";
    await keep(...Array.from({ length: 30 }, (_, i) => ({ title: `Pruning networks ${i}`, abstract })));
    await keep(
      ...Array.from({ length: 200 }, (_, i) => ({ title: `Cooking ${i}`, abstract: "Boil water, add salt." })),
    );
    await keep({ title: "Hedges after pruning" });
    expect(await titles("topic", "pruning")).toContain("Hedges after pruning");
  });

  it("is also named without a word that says next to nothing", async () => {
    const others = Array.from({ length: 100 }, (_, i) => ({
      title: `Field notes ${i}`,
      abstract: `We learn about case ${i}: machine learning is everywhere, and pretext is nowhere.`,
    }));
    const about = Array.from({ length: 20 }, (_, i) => ({
      title: `Self-supervised learning ${i}`,
      abstract: "Self-supervised learning trains on unlabelled images with a pretext task.",
    }));
    const short = {
      title: "Self-supervised pretext tasks",
      abstract: "Self-supervised training on unlabelled images solves a pretext task.",
    };
    const passing = {
      title: "Birdsong",
      abstract: `${"Birds sing at dawn in the forest. ".repeat(20)} Nothing is self-supervised.`,
    };
    await keep(...others, ...about, short, passing);
    const found = await titles("topic", "self-supervised learning");
    expect(found).toContain(short.title);
    expect(found).not.toContain(passing.title);
    expect(found).toHaveLength(21);
  });

  it("has no small word for a short form", async () => {
    const introducing = (i: number) => ({
      title: `Robust ${i}`,
      abstract: "Adversarial training (AT) makes nets robust.",
    });
    await keep(introducing(1), introducing(2), { title: "Sunset", abstract: "At sea, at dusk, we looked at birds." });
    expect((await titles("topic", "adversarial training")).sort()).toEqual(["Robust 1", "Robust 2"]);
  });

  it("is counted beyond what is read of it", async () => {
    const about = (at: number) => ({ title: `Pruning number ${at}`, abstract: `We study pruning, case ${at}.` });
    await keep(...Array.from({ length: 700 }, (_, at) => about(at)));
    const topic = await store.search.topic("pruning", whole);
    expect([topic.hits.length, topic.total]).toEqual([50, 700]);
    expect(await store.search.search("pruning", whole)).toMatchObject({ total: 700 });
  });
});

describe("a topic's words", () => {
  it("are never people, and people are found by author:", async () => {
    await keep(
      { title: "Soil", authors: ["Lin Gan"], abstract: "Wheat." },
      { title: "Old faces", authors: ["Kaiming He", "Bo Li"], abstract: "Faces." },
      { title: "New faces", authors: ["Kaiming He", "Bo Li"], abstract: "Faces." },
      { title: "Stars", authors: ["Kaiming He", "Eva Berg"], abstract: "Stars." },
      { title: "Other", authors: ["Kaiming Lu", "Xia He"], abstract: "He said." },
    );
    expect(await titles("topic", "gan")).toEqual([]);
    expect(await store.search.topic('author:"Kaiming He"', whole)).toMatchObject({ total: 3, people: 2 });
    expect(await titles("topic", 'author:"Kaiming He"')).toEqual(["Stars", "New faces", "Old faces"]);
    expect(await titles("topic", "author:“K. He” faces")).toEqual(["New faces", "Old faces"]);
    expect((await titles("search", "Kaiming He")).slice(0, 3).sort()).toEqual(["New faces", "Old faces", "Stars"]);
  });

  it("are found by author: also where many titles have them and other authors share the names", async () => {
    const others = { abstract: "With a robot.", authors: ["Wei Li", "Bo Zhang"] };
    await keep(
      ...Array.from({ length: 210 }, (_, at) => ({ title: `${at < 60 ? "Robot" : "Machine"} ${at}`, ...others })),
      { title: "Gripping", abstract: "With a robot.", authors: ["Wei Zhang"] },
    );
    expect(await titles("search", 'robot author:"Wei Zhang"', { limit: 10, since: null })).toEqual(["Gripping"]);
  });

  it("in capitals are found also where many titles have the same word in small letters", async () => {
    await keep(
      ...Array.from({ length: 210 }, (_, at) => ({
        title: `${at < 60 ? "A clip" : "Film"} ${at}`,
        abstract: "A clip.",
      })),
      { title: "Pictures", abstract: "We train CLIP." },
    );
    expect((await titles("search", "CLIP", { limit: 10, since: null }))[0]).toBe("Pictures");
  });

  it("go with org: and code:, which are topics alone too", async () => {
    const org = (organization: string, codeUrl: string | null = null) => ({ organization, codeUrl });
    await keep(
      { title: "Chips", ...org("NVIDIA", "https://github.com/a/b") },
      { title: "More chips", ...org("NVIDIA") },
      { title: "Chips too", ...org("SenseNova Lab", "https://github.com/a/c") },
    );
    expect(await titles("topic", "org:nvidia")).toEqual(["More chips", "Chips"]);
    expect(await titles("topic", 'org:"SenseNova"')).toEqual(["Chips too"]);
    expect(await titles("topic", "code:yes")).toEqual(["Chips too", "Chips"]);
    expect(await titles("topic", "chips org:NVIDIA code:yes")).toEqual(["Chips"]);
    expect(await titles("search", "chips code:no")).toEqual(["More chips"]);
    expect((await store.search.topic("org:nvidia", whole)).hits[0]?.matched).toEqual([]);
    // Words of a lab's name are no words of its papers, and neither is what says that there is code.
    for (const word of ["nvidia", "yes", '"SenseNova Lab"']) expect(await titles("search", word), word).toEqual([]);
  });

  it.each([
    ["coding agents", "agents for code", "Agents that write code"],
    ["medical imaging", "medical images", "A medical image benchmark"],
    ["tokenization", "tokenizers", "Tokenizing text"],
    ["robot manipulation", "robotic manipulation", "Manipulating with a robot"],
    ["math reasoning", "mathematical reasoning", "Reasoning in mathematical proofs"],
  ])("%j and %j find the same, in any form and order", async (one, other, title) => {
    await keep({ title }, { title: "Birdsong", abstract: "Birds sing at dawn." });
    expect([await titles("topic", one), await titles("topic", other)]).toEqual([[title], [title]]);
  });

  it.each([
    ["multimodal", "multi-modal", ["Multi-modal models", "Multimodal nets"]],
    ["text2sql", "text-to-SQL", ["Text-to-SQL now", "Text2SQL then"]],
    ["gpt4o", "GPT-4o", ["GPT-4o speaks", "GPT4o listens"]],
    ["kmeans", "k-means", ["K-means again", "kmeans faster"]],
    ["reranking", "re-ranking", ["Re-ranking lists", "Reranking pages"]],
  ])("%j and %j are one name, whatever the hyphens", async (one, other, expected) => {
    await keep(...expected.map((title) => ({ title })), { title: "Birdsong" });
    expect((await titles("topic", one)).sort()).toEqual(expected);
    expect((await titles("topic", other)).sort()).toEqual(expected);
  });

  it("that end alike are not forms of each other", async () => {
    await keep({ title: "A general rule" }, { title: "We found it" });
    for (const topic of ["generation", "foundation"]) expect(await titles("topic", topic)).toEqual([]);
  });

  it("never match a piece of the keywords' list or a stop word", async () => {
    const keywords = ["large language models", "reasoning"];
    await keep({ title: "One", keywords, abstract: "A paper about it." }, { title: "Two", keywords });
    const { hits } = await store.search.topic("language models", whole);
    expect(hits.map(({ matched }) => matched)).toEqual([["language models"], ["language models"]]);
    expect((await store.search.search("papers about it", whole)).hits.flatMap(({ matched }) => matched)).toEqual([]);
  });
});

describe("letters of any script", () => {
  it.each([
    ["한국어 언어 모델", "한국어"],
    ["한국어는 어렵다", "한국어"],
    ["Русский йод и ёлка", "Русский"],
    ["Русский йод и ёлка", "ёлка"],
    ["Ελληνικά μοντέλα", "μοντέλα"],
    ["Ελληνικός λόγος", "ΛΟΓΟΣ"],
    ["Tiếng Việt mô hình", "Việt"],
    ["Tiếng Việt mô hình", "viet"],
    ["大规模データの学習", "データ"],
    ["大语言模型的推理能力", "语言模型"],
    ["हिन्दी भाषा", "हिन्दी"],
    ["ภาษาไทย", "ไทย"],
    ["العربية لغة", "العربية"],
    ["Ｆｕｌｌ width ﬁle", "full file"],
    ["𝒢aussian blur", "gaussian"],
    ["إطار لأبحاث الذكاء الآلي", "اطار"],
    ["نماذج اللغه العربيه الكبري", "اللغة العربية الكبرى"],
    ["العَرَبِيَّة الفُصْحَى", "العربية"],
    ["نمـــاذج كبيرة", "نماذج"],
    ["مسائل في الرؤية", "مسائل"],
    ["یادگیری عمیق و شبکه", "يادگيري"],
    ["زبان‌های فارسی کوچک", "زبان های كوچك"],
    ["اردو زبان کا جائزہ", "جائزه"],
    ["نموذج ١٢٣٤", "1234"],
    ["مدل ۱۲۳۴", "١٢٣٤"],
    ["שָׁלוֹם עולם", "שלום"],
    ["क़ानून और भाषा", "कानून"],
    ["हिन्दी भाषा मॉडल", "हिंदी"],
    ["पाँच मॉडल", "पांच"],
    ["মডেল ২০২৫", "2025"],
    ["বড় ভাষা", "বড".normalize("NFD")],
    ["മലയാളം അവൻ", "അവന്"],
    ["น้ำท่วมและเเบบจำลอง", "แบบจำลอง"],
    ["น้ำท่วม", "น้\u0e4d\u0e32"],
    ["ນ້ຳ ພາສາລາວ", "ນ\u0ecd້າ"],
    ["ភាសាខ្មែរ សម្រាប់", "ខ្មែរ"],
    ["မြန်မာဘာသာ", "မြန်မာ"],
    ["한국어 언어 모델".normalize("NFD"), "언어"],
    ["ﾃﾞｰﾀの学習", "データ"],
    ["ガウス過程", "ｶﾞｳｽ"],
    ["Елена и всё", "все"],
    ["Мій аналіз п’яти", "пʼяти"],
    ["Hawaiʻi speech", "hawai'i"],
    ["Νευρωνικός κώδικας", "ΚΩΔΙΚΑΣ"],
    ["ΓΡΑΦΟΣ γνώσης", "γράφος"],
    ["ＧＰＴ４ and ｃｏｄｅ", "gpt4"],
  ])("%j is found by %j", async (title, typed) => {
    await keep({ title }, { title: "Birdsong" });
    expect(await titles("search", typed)).toEqual([title]);
    expect(await titles("topic", typed)).toEqual([title]);
  });

  it("decomposed or not are the same", async () => {
    const words = ["Poincaré", "한국어", "นำ", "ガウス", "क़लम", "آیه", "Ώρα", "йод"];
    for (const word of words) await keep({ title: word.normalize("NFD") }, { title: `${word.normalize("NFC")} two` });
    for (const word of words) {
      expect(await titles("search", word.normalize("NFC"))).toHaveLength(2);
      expect(await titles("search", word.normalize("NFD"))).toHaveLength(2);
    }
  });

  it("apart are not the name of characters together", async () => {
    await keep({ title: "型模言语" }, { title: "语言模型" });
    expect(await titles("search", "语言模型")).toEqual(["语言模型"]);
  });

  it.each([
    ["Nguyễn Văn Đức", "nguyen"],
    ["Nguyễn Văn Đức", "Duc"],
    ["Łukasz Kaiser", "Lukasz"],
    ["Søren Kier", "Soren"],
    ["Çağrı Gül", "cagri"],
    ["Jörg Groß", "Gross"],
  ])("%j is the author %j", async (name, typed) => {
    await keep({ title: "One", authors: ["Bo Li", name] }, { title: "Two", authors: ["Bo Li"] });
    expect(await titles("search", `author:${typed}`)).toEqual(["One"]);
  });
});

describe("a search", () => {
  it("puts the phrase before all words before some", async () => {
    await keep(
      { title: "Gradient noise in descent" },
      { title: "Descent by the gradient" },
      { title: "Stochastic gradient descent" },
      { title: "Mountain descent" },
    );
    expect(await titles("search", "gradient descent")).toEqual([
      "Stochastic gradient descent",
      expect.stringMatching(/gradient/i),
      expect.stringMatching(/gradient/i),
      "Mountain descent",
    ]);
  });

  it("keeps CLIP apart from clip while somebody writes it in capitals", async () => {
    await keep({ title: "Audio clip retrieval" }, { title: "CLIP for retrieval" }, { title: "How to clip" });
    expect((await titles("search", "CLIP"))[0]).toBe("CLIP for retrieval");
    expect(await titles("topic", "CLIP")).toEqual(["CLIP for retrieval"]);
    expect(await titles("topic", "AUDIO")).toEqual(["Audio clip retrieval"]);
  });

  it("obeys author, category, exact phrase and exclusion", async () => {
    await keep(
      { title: "Score models", authors: ["Yang Song"], categories: ["cs.LG"] },
      { title: "Score matching models", authors: ["Aapo Hyvärinen"], categories: ["stat.ML", "cs.LG"] },
      { title: "Models of a match score", authors: ["Ann Other"], categories: ["cs.CV"] },
    );
    expect(await titles("search", "score author:hyvarinen")).toEqual(["Score matching models"]);
    expect(await titles("search", "author:song")).toEqual(["Score models"]);
    expect(await titles("search", "score cat:cs.CV")).toEqual(["Models of a match score"]);
    const either = ["Models of a match score", "Score matching models"];
    for (const typed of ["score cat:cs.CV,stat.ML", "score cat:cs.CV, stat.ML", "score cat:stat.ML,cs.CV,math"]) {
      expect((await titles("search", typed)).sort()).toEqual(either);
      expect((await titles("topic", typed)).sort()).toEqual(either);
    }
    expect(await titles("topic", "score -cat:cs.CV,stat.ML")).toEqual(["Score models"]);
    expect(await titles("topic", "score cat:stat.ML cat:cs.LG")).toEqual(["Score matching models"]);
    expect(await titles("search", '"score matching"')).toEqual(["Score matching models"]);
    expect(await titles("search", "score -matching -match")).toEqual(["Score models"]);
    expect(await titles("search", "song")).toEqual(["Score models"]);
  });

  it("forgives a typo where nothing matches", async () => {
    await keep({ title: "Knowledge distillation" }, { title: "Something else" });
    expect(await titles("search", "knowlege distilation")).toEqual(["Knowledge distillation"]);
    expect(await titles("topic", "distilation")).toEqual(["Knowledge distillation"]);
    expect(await titles("search", "zzzzzz")).toEqual([]);
  });

  it.each(["ditsillation", "idstillation", "dsitillation", "ddistillation"])(
    "forgives one in the first letters: %s",
    async (typed) => {
      await keep({ title: "Knowledge distillation" }, { title: "Something else" });
      expect(await titles("topic", typed)).toEqual(["Knowledge distillation"]);
    },
  );

  it("forgives one in a long title", async () => {
    const title = "Long roads to small maps of very large towns";
    await keep({ title }, { title: "Roads" });
    expect((await titles("search", title.replace("towns", "twons")))[0]).toBe(title);
    expect(await titles("topic", title.replace("towns", "twons"))).toEqual([title]);
  });

  it("takes another number for no typo", async () => {
    await keep({ title: "Llama3 on phones" }, { title: "Learning from 2023" });
    expect(await titles("topic", "llama4")).toEqual([]);
    expect(await titles("search", "2024")).toEqual([]);
    expect(await titles("topic", "llam3")).toEqual(["Llama3 on phones"]);
    expect(await titles("topic", "llmaa3")).toEqual(["Llama3 on phones"]);
  });

  anyWords(100);
});

describe("the index", () => {
  it("follows changes, and finds similar papers, titles and names", async () => {
    const gan = "Generative adversarial networks (GANs) with a discriminator and a generator.";
    await keep(
      { title: "First GAN", arxivId: "2501.00001", abstract: gan },
      { title: "Second GAN", abstract: gan },
      ...Array.from({ length: 20 }, (_, i) => ({ title: `Soil ${i}`, abstract: "Wheat grows on wet soil." })),
    );
    const [first] = (await store.search.search("first gan", whole)).hits;
    expect((await store.search.similar(first?.id ?? "", 1)).hits[0]?.matched).toContain("GAN");
    expect(await store.search.titles("second g", 5)).toMatchObject([{ title: "Second GAN" }]);
    expect(await store.search.names("gen", 5)).toEqual(["generative adversarial networks"]);
    await keep({ title: "Renamed", arxivId: "2501.00001", abstract: "Nothing of that.", version: 2 });
    expect(await titles("topic", "gan")).toEqual(["Second GAN"]);
    expect(await titles("search", "renamed")).toEqual(["Renamed"]);
  });

  const seed = shared("seed/daily-papers-2025-11-07.txt");
  it.skipIf(!sharedIsHere)("finds the 13 papers of a copied page that name GANs, the 8 titles first", async () => {
    await importFile(seed, { store, now: () => now, asOf: "2025-11-07" });
    const found = await titles("topic", "gan", { limit: 20, since: null });
    const named = (title: string) => /GAN|generative adversarial/i.test(title);
    expect(found).toHaveLength(13);
    expect(found.map(named)).toEqual(found.map((_, i) => i < 8));
  });
});
