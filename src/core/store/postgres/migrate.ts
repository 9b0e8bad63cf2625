import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { ClientBase } from "pg";
import { programFolder } from "../../../program.ts";
import { refuse } from "./errors.ts";

const folder = join(programFolder, "migrations/postgres");
const oldestVersion = 140_000;
/** Any number that no other program takes: two programs that start at once migrate one after the other. */
const lock = 7_232_011;

/** Checks what PostgreSQL must promise, and gives the database the tables of the migrations it has not had. */
export async function migratePostgres(client: ClientBase, url: string): Promise<void> {
  await checkServer(client, url);
  const files = readdirSync(folder).filter((name) => name.endsWith(".sql"));
  if (await isCurrent(client, url, files.sort())) return;
  await client.query("begin");
  await client.query("select pg_advisory_xact_lock($1)", [lock]);
  const done = await applied(client);
  if (done === null) await client.query('create table migrations (name text collate "C" primary key)');
  for (const name of files.filter((file) => !done?.has(file))) {
    await client.query(readFileSync(join(folder, name), "utf8"));
    await client.query("insert into migrations values ($1)", [name]);
  }
  await client.query("commit");
}

async function isCurrent(client: ClientBase, url: string, files: readonly string[]): Promise<boolean> {
  const done = await applied(client);
  if (done === null) {
    const { rowCount } = await client.query("select 1 from pg_tables where schemaname = current_schema() limit 1");
    if (rowCount) throw refuse(url, "has tables of another program; create a database of its own for papers-bot");
    return false;
  }
  if ([...done].some((name) => !files.includes(name)))
    throw refuse(url, "was written by a newer papers-bot; update this one");
  return files.every((name) => done.has(name));
}

/** Names of the migrations a database has had; null when it is none of ours. */
async function applied(client: ClientBase): Promise<Set<string> | null> {
  const { rows } = await client.query<{ there: boolean }>("select to_regclass('migrations') is not null as there");
  if (!rows[0]?.there) return null;
  const done = await client.query<{ name: string }>("select name from migrations");
  return new Set(done.rows.map(({ name }) => name));
}

async function checkServer(client: ClientBase, url: string): Promise<void> {
  const { rows } = await client.query<Record<"version" | "fsync" | "pages" | "encoding" | "commit", string>>(
    `select current_setting('server_version_num') as version, current_setting('fsync') as fsync,
      current_setting('full_page_writes') as pages, current_setting('server_encoding') as encoding,
      current_setting('synchronous_commit') as commit`,
  );
  const [server] = rows;
  if (!server) throw new Error("PostgreSQL told nothing about itself");
  if (Number(server.version) < oldestVersion) throw refuse(url, "is older than PostgreSQL 14; update it");
  if (server.encoding !== "UTF8") throw refuse(url, `keeps texts as ${server.encoding}; create it with encoding UTF8`);
  if (server.fsync !== "on" || server.pages !== "on")
    throw refuse(url, "may lose what it has committed: turn fsync and full_page_writes on");
  if (!durable.has(server.commit)) throw refuse(url, "does not let synchronous_commit be turned on");
}

/** Settings of `synchronous_commit` under which a committed row survives the server's death. */
export const durable = new Set(["on", "remote_apply"]);
