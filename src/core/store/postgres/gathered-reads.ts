import type { Pool } from "pg";
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
  query(read: PreparedRead, values?: unknown[]): Promise<Answer>;
}

interface Answer {
  rows: unknown[];
  rowCount: number | null;
}

interface Asked {
  values: readonly unknown[];
  resolve: (answer: Answer) => void;
  reject: (error: unknown) => void;
}

/** The askers of one query with values of the same types. */
interface Line {
  read: PreparedRead;
  types: readonly string[];
  waiting: Asked[];
  underWay: number;
}

/** Statements of one line on their way at once; who asks meanwhile goes with the next. */
const mostUnderWay = 2;
/** Askers answered by one statement. */
const mostTogether = 64;

/**
 * Answers what many ask at the same moment, with the same query and other values, by one statement: the way there and back
 * costs more than the answer (a roundup's twenty reads took 100 µs each of both processors, together 10). A single asker's query runs as it
 * is, at once.
 */
export function gatheredReads(pool: Pool): Reader {
  const lines = new Map<string, Line>();
  const alone = ({ read }: Line, { values, resolve, reject }: Asked): Promise<void> =>
    pool.query({ ...read, values: [...values] } as { text: string; values: unknown[] }).then(resolve, reject);
  const together = async (line: Line, asked: readonly Asked[]): Promise<void> => {
    try {
      const { rows, fields } = await pool.query<unknown[], unknown[]>({
        ...(line.read.name === undefined ? {} : { name: `${line.read.name}_${line.types.join("_")}` }),
        text: gatheredText(line.read.text, line.types),
        rowMode: "array",
        values: [JSON.stringify(asked.map(({ values }) => values))],
      });
      const names = fields.slice(2).map(({ name }) => name);
      const answers = asked.map((): unknown[] => []);
      for (const [position, , ...row] of rows)
        answers[Number(position) - 1]?.push(line.read.rowMode === "array" ? row : objectOf(names, row));
      asked.forEach(({ resolve }, i) => resolve({ rows: answers[i] ?? [], rowCount: answers[i]?.length ?? 0 }));
    } catch (error) {
      // A value that only one of them has, such as a text that JSON cannot hold, keeps no other from its answer.
      if (serverCode(error) === null) for (const { reject } of asked) reject(error);
      else await Promise.all(asked.map((one) => alone(line, one)));
    }
  };
  const dispatch = (key: string, line: Line) => {
    while (line.waiting.length > 0 && line.underWay < mostUnderWay) {
      const asked = line.waiting.splice(0, mostTogether);
      const [only] = asked;
      line.underWay++;
      void (asked.length === 1 && only ? alone(line, only) : together(line, asked)).then(() => {
        line.underWay--;
        if (line.waiting.length > 0) dispatch(key, line);
        else if (line.underWay === 0) lines.delete(key);
      });
    }
  };
  return {
    query(read, values = read.values ?? []) {
      const types = values.map(typeOf);
      const key = [read.name ?? read.text, ...types].join(" ");
      const line = lines.get(key) ?? { read, types: types.map(String), waiting: [], underWay: 0 };
      return new Promise((resolve, reject) => {
        const asked = { values, resolve, reject };
        if (types.includes(null)) return void alone(line, asked);
        lines.set(key, line);
        // Those who ask in the same turn of the event loop go together.
        if (line.waiting.push(asked) === 1) process.nextTick(dispatch, key, line);
      });
    },
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
