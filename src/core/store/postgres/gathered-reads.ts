import type { Pool } from "pg";
import { inBatches } from "./batches.ts";
import { serverCode } from "./errors.ts";

/** A prepared query as drizzle or we hand it to a client. */
export interface PreparedRead {
  name?: string;
  text: string;
  rowMode?: "array";
  values?: unknown[];
}

/** Whatever answers prepared queries. */
export interface Reader {
  query(read: PreparedRead, values?: unknown[]): Promise<ReadAnswer>;
}

interface ReadAnswer {
  rows: unknown[];
  rowCount: number | null;
}

interface Asked {
  values: readonly unknown[];
  resolve: (answer: ReadAnswer) => void;
  reject: (error: unknown) => void;
}

/**
 * Answers what many ask at the same moment, with the same query and other values, by one statement: the way there and back
 * costs more than the answer. The query of somebody who asks alone runs as it is.
 */
export function gatheredReads(pool: Pool): Reader {
  const lines = new Map<string, (asked: Asked) => void>();
  const alone = (read: PreparedRead, { values, resolve, reject }: Asked): Promise<void> =>
    pool.query({ ...read, values: [...values] } as { text: string; values: unknown[] }).then(resolve, reject);
  const together = async (read: PreparedRead, types: readonly string[], asked: readonly Asked[]): Promise<void> => {
    try {
      const { rows, fields } = await pool.query<unknown[], unknown[]>({
        ...(read.name === undefined ? {} : { name: [read.name, "each", ...types].join("_") }),
        text: gatheredText(read.text, types),
        rowMode: "array",
        values: [JSON.stringify(asked.map(({ values }) => values))],
      });
      const names = fields.slice(2).map(({ name }) => name);
      const answers = asked.map((): unknown[] => []);
      for (const [place, , ...row] of rows)
        answers[Number(place) - 1]?.push(read.rowMode === "array" ? row : objectOf(names, row));
      asked.forEach(({ resolve }, i) => resolve({ rows: answers[i] ?? [], rowCount: answers[i]?.length ?? 0 }));
    } catch (error) {
      // A value that only one of them has, such as a text that JSON cannot hold, keeps no other from its answer.
      if (serverCode(error) === null) for (const { reject } of asked) reject(error);
      else await Promise.all(asked.map((one) => alone(read, one)));
    }
  };
  /** Those who ask this query with values of these types. */
  const newLine = (read: PreparedRead, types: readonly string[]) =>
    inBatches<Asked>((asked) => {
      const [only, ...others] = asked;
      return only && others.length === 0 ? alone(read, only) : together(read, types, asked);
    });
  return {
    query: (read, values = read.values ?? []) =>
      new Promise((resolve, reject) => {
        const asked = { values, resolve, reject };
        const types = values.flatMap((value) => typeOf(value) ?? []);
        if (types.length < values.length) return void alone(read, asked);
        const key = [read.name ?? read.text, ...types].join(" ");
        const line = lines.get(key) ?? newLine(read, types);
        lines.set(key, line);
        line(asked);
      }),
  };
}

/** The type of a value in SQL; null for a value that is not gathered. */
function typeOf(value: unknown): string | null {
  if (typeof value === "string") return "text";
  return Number.isSafeInteger(value) ? "int8" : null;
}

/** The query for a list of values: for each of them its rows, in order, behind the place of the values and of the row. */
const gatheredText = (text: string, types: readonly string[]): string =>
  `select asked.place, answer.* from jsonb_array_elements($1::jsonb) with ordinality as asked(given, place)
    cross join lateral (select row_number() over () as nth, own.* from (${ofGiven(text, types)}) as own) as answer
    order by asked.place, answer.nth`;

/** A query whose values come from one row of the list. */
const ofGiven = (text: string, types: readonly string[]): string =>
  text.replace(/\$(\d+)/g, (_, n: string) => `(asked.given ->> ${Number(n) - 1})::${types[Number(n) - 1]}`);

const objectOf = (names: readonly string[], row: readonly unknown[]): object =>
  Object.fromEntries(names.map((name, i) => [name, row[i]]));
