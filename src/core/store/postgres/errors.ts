import { UserError } from "../../../errors.ts";

const which = "DATABASE_URL says which database is used.";

const explanations: Record<string, string> = {
  "28P01": "refuses the user or the password",
  "28000": "refuses the user",
  "3D000": "does not exist",
  "42501": "gives this user no right to create or use the tables: make the user the owner of the database",
  "53300": "has no connection left; lower DATABASE_POOL or raise max_connections",
  "53100": "cannot grow: the disk is full",
  "25006": "only reads: it is a standby",
  "57P03": "is starting or stopping; try again in a moment",
  ECONNREFUSED: "cannot be reached: nothing listens there",
  ENOTFOUND: "cannot be reached: there is no such host",
  EAI_AGAIN: "cannot be reached: its host's name cannot be looked up",
  ETIMEDOUT: "cannot be reached: it does not answer",
  EHOSTUNREACH: "cannot be reached: there is no way to its host",
  ECONNRESET: "closed the connection",
};

/** The address of a database without its password, for people. */
export function addressOf(url: string): string {
  if (!URL.canParse(url)) return "the PostgreSQL database";
  const { protocol, host, pathname } = new URL(url);
  return `${protocol}//${host}${pathname}`;
}

/** What stops the program from using the database, for people; any other error as it is. */
export function postgresRefusal(url: string, error: unknown): unknown {
  const errors = error instanceof AggregateError ? (error.errors as unknown[]) : [error];
  const codes = errors.flatMap((one) => (one instanceof Error && "code" in one ? String(one.code) : []));
  const says = codes.map((code) => explanations[code]).find((text) => text !== undefined);
  if (says) return new UserError("config", `The database ${addressOf(url)} ${says}. ${which}`);
  const timedOut = error instanceof Error && /timeout/i.test(error.message) && codes.length === 0;
  return timedOut ? refuse(url, "cannot be reached: it does not answer in time") : error;
}

/** An error that says why the database is not used. */
export const refuse = (url: string, why: string): UserError =>
  new UserError("config", `The database ${addressOf(url)} ${why}. ${which}`);

/** Says how PostgreSQL's own tools copy a database to a file; the password is asked for. */
export const takeDump = (url: string, file: string): UserError =>
  new UserError(
    "usage",
    `PostgreSQL has its own tool for a copy: pg_dump --format=custom --file=${forShell(file)} ${forShell(withoutPassword(url))}\n` +
      `For a SQLite file instead: papers move --from ${forShell(withoutPassword(url))} --to ${forShell(`file:${file}`)}`,
  );

/** Says how PostgreSQL's own tools put a copy in place of a database. */
export const restoreDump = (url: string, file: string): UserError =>
  new UserError(
    "usage",
    "`restore` is for SQLite. Stop every bot, then: " +
      `pg_restore --clean --if-exists --single-transaction --dbname=${forShell(withoutPassword(url))} ${forShell(file)}`,
  );

/** A whole address but its password, which `psql` and others ask for or take from PGPASSWORD. */
function withoutPassword(text: string): string {
  const url = new URL(text);
  url.password = "";
  url.searchParams.delete("password");
  return url.href;
}

/** An argument as a shell reads it. */
const forShell = (text: string): string =>
  /^[\w@%+=:,./-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`;

/** The server's five-character code of an error; null when the server did not answer. */
export function serverCode(error: unknown): string | null {
  const code = error instanceof Error && "code" in error ? String(error.code) : "";
  return /^[0-9A-Z]{5}$/.test(code) && !code.startsWith("57P") && !code.startsWith("08") ? code : null;
}
