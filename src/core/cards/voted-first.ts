import type { Context } from "../command/define.ts";
import type { Hit } from "../store/store.ts";

/** Hits sorted by team votes, most first; ties keep their order. */
export async function votedFirst<Found extends Pick<Hit, "id">>(
  { store, workspace }: Pick<Context, "store" | "workspace">,
  hits: readonly Found[],
): Promise<Found[]> {
  const votes = await store.votes.tallies(
    workspace.id,
    hits.map(({ id }) => id),
  );
  return hits.toSorted((a, b) => (votes.get(b.id) ?? 0) - (votes.get(a.id) ?? 0));
}
