import { temporaryStore } from "../support/temporary-store.ts";
import { type Corpus, seeded } from "./corpus.ts";

const pieces = [
  ...[
    "AND",
    "OR",
    "NOT",
    "NEAR(",
    "NEAR/2",
    "*",
    "^",
    '"',
    "“",
    "'",
    "(",
    ")",
    "{",
    "}",
    ":",
    "-",
    "+",
    "%_",
    ";",
    ",",
  ],
  ...["author:", "cat:", "since:", "title:", "rowid:", "__proto__", "' OR 1=1 --", "\\", "\u0000", "\u202e", "\ud800"],
  ...[
    "🎉",
    "👍🏽",
    "naïve",
    "日本語",
    "العربية",
    "e\u0301\u0302",
    "x".repeat(300),
    "the",
    "of",
    "a",
    "learning",
    "models",
    "GANs",
  ],
];

/** What 10,000 random queries over 15,000 papers cost: how many failed, and the slowest in milliseconds of processor time. */
export interface AnyText {
  queries: number;
  errors: number;
  slowest: number;
}

/** Asks for operators, quotes, emoji and texts of up to 50,000 characters, by ranking and by filter in turn. */
export async function measureAnyText(corpus: Corpus, queries = 10_000): Promise<AnyText> {
  const { store, remove } = await temporaryStore();
  const library = corpus.papers(15_000);
  await store.papers.save(library, new Date());
  const random = seeded(3);
  const pick = <Value>(from: readonly Value[]): Value | undefined => from[Math.floor(random() * from.length)];
  const piece = () => (random() < 0.5 ? pick(pieces) : pick(library)?.title.split(" ", 3).join(" ")) ?? "";
  const text = () => {
    const words = Array.from({ length: 1 + Math.floor(random() * 12) }, piece).join(random() < 0.8 ? " " : "");
    return random() < 0.02 ? words.repeat(50_000).slice(0, 50_000) : words;
  };
  let errors = 0;
  let slowest = 0;
  for (let at = 0; at < queries; at++) {
    const query = text();
    const before = process.threadCpuUsage();
    await store.search[at % 2 ? "topic" : "search"](query, { limit: 10, since: null }).catch(() => errors++);
    const { user, system } = process.threadCpuUsage(before);
    if (at > 100) slowest = Math.max(slowest, (user + system) / 1000);
  }
  await remove();
  return { queries, errors, slowest };
}
