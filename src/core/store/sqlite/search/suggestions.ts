import type { Database } from "better-sqlite3";
import { wordsOf } from "../../../search/terms.ts";
import { publicId } from "../../../papers/public-id.ts";
import { titleBegins } from "../../../search/condition.ts";
import { matchText } from "./match-text.ts";
import { paperOfRow } from "./tables.ts";

const mostTyped = 12;

/** Finds papers by words of their title: titles that begin with the words come before titles that contain them. */
export function titlesLike(db: Database): (typed: string, limit: number) => { id: string; title: string }[] {
  const find = db.prepare<[string, number], { id: number; title: string }>(
    `select id, title from papers where id in
       (select ${paperOfRow} from paper_index where paper_index match ? order by rowid limit ?) order by id desc`,
  );
  return (typed, limit) => {
    const words = wordsOf(typed.slice(0, 300)).slice(0, mostTyped);
    if (words.length === 0) return [];
    const found = [true, false].flatMap((atStart) => find.all(matchText(titleBegins(words, atStart)), limit));
    const byId = new Map(found.map(({ id, title }) => [id, { id: publicId(id), title }]));
    return [...byId.values()].slice(0, limit);
  };
}

/** Finds acronyms and long forms that begin with what was typed, most used first. */
export function namesLike(db: Database): (typed: string, limit: number) => string[] {
  const find = db
    .prepare<{ from: string; to: string; limit: number }, string>(
      `select name from (
         select short as name, sum(papers) as papers from acronyms where short >= @from and short < @to group by short
         union all
         select min(long), sum(papers) from acronyms where long >= @from and long < @to group by long_key
       ) order by papers desc, name limit @limit`,
    )
    .pluck();
  return (typed, limit) => {
    const from = typed.trim().toLowerCase().slice(0, 100);
    return find.all({ from, to: `${from}\uffff`, limit });
  };
}
