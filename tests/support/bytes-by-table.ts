import Database from "better-sqlite3";

/** Bytes in a SQLite file by table; the indexes of a table count with it. */
export function bytesByTable(file: string): Record<string, number> {
  const database = new Database(file, { readonly: true });
  const rows = database
    .prepare<[], { name: string; bytes: number }>(
      `select schema.tbl_name as name, sum(stat.payload) as bytes
       from dbstat stat join sqlite_schema schema on schema.name = stat.name group by schema.tbl_name`,
    )
    .all();
  database.close();
  return Object.fromEntries(rows.map(({ name, bytes }) => [name, bytes]));
}
