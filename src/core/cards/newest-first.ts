import type { Context } from "../command/define.ts";
import type { Hit } from "../store/store.ts";

/** Hits sorted by the day their papers were published, newest first and those without a day last; ties keep their order. */
export async function newestFirst<Found extends Pick<Hit, "id">>(
  { store }: Pick<Context, "store">,
  hits: readonly Found[],
): Promise<Found[]> {
  const papers = await store.papers.many(hits.map(({ id }) => id));
  const days = new Map(papers.map(({ id, publishedAt }) => [id, publishedAt ?? ""]));
  const dayOf = ({ id }: Found): string => days.get(id) ?? "";
  return hits.toSorted((a, b) => dayOf(b).localeCompare(dayOf(a)));
}
