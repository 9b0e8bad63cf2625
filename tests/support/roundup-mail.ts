import fc from "fast-check";
import type { PaperFacts } from "../../src/core/papers/paper.ts";
import type { TakenMail } from "./fake-mail.ts";
import { mailWorld } from "./mail-world.ts";

/** When the roundups of these mails are due. */
export const dueAt = "2025-11-10T09:00:00Z";

/** The mails that a member gets: the one with the code, and a roundup about GANs of these papers. */
export async function mailsWith(
  papers: Partial<PaperFacts>[],
  env: Record<string, string> = {},
  words = "",
): Promise<{ code: TakenMail; roundup: TakenMail }> {
  const world = await mailWorld("2025-11-07T12:00:00Z", env);
  try {
    await world.confirm("ann@lab.test");
    await world.type(`subscribe gan to:email tz:UTC ${words}`);
    await world.papers(...papers);
    await world.tickAt(dueAt);
    const [code, roundup] = world.mail.taken;
    if (!code || !roundup?.parsed.headers.has("list")) throw new Error("no roundup was mailed");
    return { code, roundup };
  } finally {
    await world.close();
  }
}

/** A paper about GANs with a long abstract. */
export const ganPaper = (n: number, facts: Partial<PaperFacts> = {}): Partial<PaperFacts> => ({
  arxivId: `2511.${String(n).padStart(5, "0")}`,
  title: `Paper ${n} on a GAN`,
  abstract: `We train generative adversarial networks (GANs), number ${n}. ${"It is long. ".repeat(300)}`,
  authors: ["Ada Lovelace", "Alan Turing"],
  authorCount: 2,
  ...facts,
});

const piece = fc.oneof(
  fc.constantFrom(
    "\r\nBcc: evil@x.test\r\n",
    "<script>alert(1)</script>",
    '"><a href="https://evil.test">',
    '<img src="https://evil.test/x.png">',
    "[x](https://evil.test)",
    "=?utf-8?q?x?=",
    "</td></table>",
    "\u202e",
    "&lt;b&gt;",
    "http://evil.test/",
    "x".repeat(120),
    "مرحبا بالعالم",
    "日本語の論文".repeat(12),
  ),
  fc.string({ maxLength: 12 }),
);
const text = fc.array(piece, { maxLength: 8 }).map((pieces) => pieces.join(" "));

/** Papers about GANs whose texts try to become headers, links and markup, or to break the layout. */
export const hostilePapers = (count: number): Partial<PaperFacts>[] =>
  fc.sample(fc.tuple(text, text, text), { numRuns: count, seed: 21 }).map(([title, abstract, author], n) =>
    ganPaper(n + 1, {
      title: `GAN ${title}`,
      abstract: `A GAN. ${abstract}`,
      authors: [author || "x"],
      authorCount: 1,
      organization: author,
      summary: `GAN ${abstract}`,
    }),
  );
