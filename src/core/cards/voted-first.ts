import type { Context } from "../command/define.ts";
import type { Hit } from "../store/store.ts";

/** Hits with those the team voted for before the rest, most votes first; otherwise in the order they came. */
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
