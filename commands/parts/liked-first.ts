import { titleText } from "../../src/core/cards/paper-block.ts";
import { encodeButton } from "../../src/core/command/button.ts";
import type { Context } from "../../src/core/command/define.ts";
import type { Action } from "../../src/core/messages/message.ts";
import { chooseByTaste } from "../../src/core/roundups/by-example.ts";
import { tasteOf } from "../../src/core/roundups/rank-by-taste.ts";
import type { ListedPaper } from "../../src/core/store/store.ts";
import { audienceOf, libraryFor, type TasteOf } from "./taste-audience.ts";

/** The papers of a day in the order of a taste, with the reasons of the first ones; null without a taste. */
export async function likedFirst(
  whose: TasteOf,
  context: Context,
  { hits, limit }: { hits: readonly ListedPaper[]; limit: number },
): Promise<ListedPaper[] | null> {
  const library = libraryFor(context);
  const ids = hits.map(({ id }) => id);
  const taste = await tasteOf(library, audienceOf(whose, context), ids, context.now());
  if (taste === null) return null;
  const listed = new Map(hits.map((hit) => [hit.id, hit]));
  const chosen = chooseByTaste(await library.papers(ids), taste, limit);
  const examples = await library.papers([...new Set(chosen.flatMap(({ because }) => because ?? []))]);
  const titles = new Map(examples.map((paper) => [paper.id, titleText(paper)]));
  return chosen.map(({ paper: { id }, because, outside }) => {
    const title = because === null ? undefined : titles.get(because);
    const example = because === null || title === undefined ? null : { paper: because, title, permalink: null };
    const liked = whose === "me" ? "you" : (taste.voters.get(because ?? "") ?? null);
    return { ...(listed.get(id) ?? { id, matched: null }), reason: { because: example, outside, liked } };
  });
}

/** A longer topic has no room in a button. */
const longestOffered = 24;

/** The button that orders a day's papers by what the caller likes. */
export function forYou(topic: string | undefined, day: string | null): Action[] {
  if (topic !== undefined && encodeURIComponent(topic).length > longestOffered) return [];
  const values = { for: "me", ...(day === null ? {} : { date: day }), ...(topic === undefined ? {} : { topic }) };
  return [{ role: "plain", label: "For you", call: encodeButton("today", values) }];
}
