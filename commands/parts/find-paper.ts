import { UserError } from "../../src/errors.ts";
import { type ArxivId, findArxivIds, typedArxivId } from "../../src/core/papers/arxiv-id.ts";
import { findDoi, titlesIn } from "../../src/core/papers/citation.ts";
import { linkWords } from "../../src/core/papers/links.ts";
import type { Paper } from "../../src/core/papers/paper.ts";
import { withoutAsking } from "../../src/core/search/topics/asking.ts";
import { repeatable } from "../../src/core/command/repeatable.ts";
import { cutText } from "../../src/core/papers/text.ts";
import type { Context } from "../../src/core/command/define.ts";

type PaperLookup = Pick<Context, "store" | "sources">;

/** Finds a paper by our id, an arXiv id, a link, a DOI, a reference or title words; asks the sources for an unknown arXiv id. Throws `not_found`. */
export async function findPaper({ store, sources }: PaperLookup, named: string): Promise<Paper> {
  if (/^p\d+$/i.test(named)) return requirePaper(await store.papers.get(named.toLowerCase()), named);
  const cited = await citedPaper({ store, sources }, named);
  if (cited) return cited;
  const several = findArxivIds(named.slice(0, longestTyped));
  if (several.length > 1) throw severalIds(several);
  const title = wordsToFind(named);
  return (await store.papers.byTitle(title)) ?? findByTitle(store, title);
}

/** Typed words, of a link alone those that it says. Throws `not_found` for a link that says none. */
export function wordsToFind(typed: string): string {
  const words = linkWords(typed) ?? typed;
  if (words !== "") return words;
  throw new UserError(
    "not_found",
    "This link says no arXiv id and no title. The paper's title finds it, or its link on arXiv or Hugging Face.",
  );
}

/** The paper that an id, a link, a DOI or a whole reference in a text names; null for none of these. Throws `not_found`. */
export async function citedPaper({ store, sources }: PaperLookup, text: string): Promise<Paper | null> {
  const arxiv = typedArxivId(text);
  const here = (arxiv && (await store.papers.byArxivId(arxiv.id))) ?? (await referredTo(store, text));
  if (here || !arxiv) return here;
  const fetched = await sources.fetchPaper(arxiv.id);
  return requirePaper(fetched ? await store.papers.get(fetched) : null, arxiv.id);
}

const askedLike =
  /^(?:(?:show|find|give) me )?(?:more |other )?(?:papers?|works?|anything|something|more) (?:like|similar to) (.+?)[?!.]?$/i;

/** The paper in "papers like 2401.00001" or "something similar to <its title>"; null for any other text. */
export async function paperAskedLike(lookup: PaperLookup, text: string): Promise<Paper | null> {
  const named = askedLike.exec(text)?.[1];
  return named === undefined ? null : ((await citedPaper(lookup, named)) ?? lookup.store.papers.byTitle(named));
}

async function referredTo({ papers }: Context["store"], text: string): Promise<Paper | null> {
  const doi = findDoi(text);
  const byDoi = doi && (await papers.byDoi(doi));
  if (byDoi) return byDoi;
  if (doi !== null && !/\s/.test(text.trim().replace(/^doi:\s*/i, "")))
    throw new UserError("not_found", `No paper here has the DOI ${doi}. Its title or its arXiv id may find it.`);
  for (const title of titlesIn(text)) {
    const paper = await papers.byTitle(title);
    if (paper) return paper;
  }
  return null;
}

const longestTyped = 2_000;
const mostNamed = 5;

function severalIds(ids: readonly ArxivId[]): UserError {
  const named = ids.slice(0, mostNamed).map(({ id }) => `\`${id}\``);
  const more = ids.length > mostNamed ? " …" : "";
  return new UserError("usage", `These are ${ids.length} papers: ${named.join(", ")}${more}. Name one at a time.`);
}

async function findByTitle(store: Context["store"], words: string): Promise<Paper> {
  const named = await store.search.titles(words, 6);
  const [only] = named;
  if (only && named.length === 1) return requirePaper(await store.papers.get(only.id), words);
  if (only) {
    const list = named.slice(0, 5).map(({ id, title }) => `\n\`${id}\` ${cutText(title, 100)}`);
    throw new UserError(
      "not_found",
      `Several papers have these words in their title. Say which, by its number:${list.join("")}`,
    );
  }
  const { hits } = await store.search.search(words, { limit: 1, since: null });
  const near = hits[0] ? await store.papers.get(hits[0].id) : null;
  // `show me papers on gan` asks for no one paper.
  if (/^me /.test(words)) {
    const topic = withoutAsking(`show ${words}`);
    throw new UserError("not_found", `\`show\` shows one paper. Did you mean \`/papers topic ${repeatable(topic)}\`?`);
  }
  throw new UserError(
    "not_found",
    near
      ? `No paper here is called "${cutText(words, 100)}". The nearest is \`${near.id}\` ${cutText(near.title, 100)}.`
      : `No paper here is called "${cutText(words, 100)}". An arXiv id or link finds papers that are not here yet.`,
  );
}

function requirePaper(paper: Paper | null, named: string): Paper {
  if (paper) return paper;
  throw new UserError(
    "not_found",
    `Nobody knows a paper ${named}. Check the id on arxiv.org, or search for its title.`,
  );
}
