import { sql } from "drizzle-orm";
import { eachInJsonb } from "./statements.ts";
import type { SearchIndex } from "../queries/search-index.ts";
import { change } from "../queries/steps.ts";

/**
 * Numbers every change of a paper that a search sees, for the search files to follow. The lock comes before anything is
 * read, so that the numbers are in the order of the commits and each batch sees the one before.
 */
export const searchChanges: SearchIndex = {
  write: function* (work) {
    yield* change(sql`lock table paper_changes in share row exclusive mode`);
    const changed = new Set<number>();
    const touch = ({ id }: { id: number }) => void changed.add(id);
    const result = yield* work({ add: touch, remove: touch, dated: (id) => touch({ id }) });
    const list = sql`${JSON.stringify([...changed])}`;
    if (changed.size > 0)
      yield* change(sql`insert into paper_changes (paper_id, revision)
        select value::bigint, nextval('paper_revisions') from ${eachInJsonb(list, "changed")}
        on conflict (paper_id) do update set revision = excluded.revision`);
    return result;
  },
};
