import * as z from "zod";
import type { Environment } from "./fields.ts";

/** Where the data is: a file of this machine, or a PostgreSQL database. */
export const databaseFields = {
  DATABASE_URL: z.string().superRefine(checkDatabase).default("file:./data/papers.db"),
  DATABASE_POOL: z
    .string()
    .default("30")
    .transform(Number)
    .refine((size) => Number.isInteger(size) && size >= 2 && size <= 500, {
      error: "must be a number of connections from 2 to 500",
    }),
  SEARCH_DIR: z.string().min(1, { error: "must be a folder" }).default("./data"),
};

/** The password in the database's address, as it is written there and as the server gets it. */
export function databaseSecrets({ DATABASE_URL: url = "" }: Environment): string[] {
  if (!isPostgres(url) || !URL.canParse(url)) return [];
  const { password, searchParams } = new URL(url);
  const passwords = [password, searchParams.get("password") ?? ""];
  return passwords.filter((text) => text !== "").flatMap((text) => [text, decoded(text)]);
}

const decoded = (text: string): string => {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
};

const isPostgres = (url: string) => /^postgres(ql)?:/.test(url);

/** What is wrong with the address of a database, to follow the name of the setting; null for one that can be tried. */
export const databaseFault = (url: string): string | null => (isPostgres(url) ? postgresFault(url) : fileFault(url));

/** A path is all that a file address may hold: SQLite would take the rest for a part of the name, or forget what is written. */
function checkDatabase(url: string, context: { addIssue(issue: { code: "custom"; message: string }): void }): void {
  const message = databaseFault(url);
  if (message) context.addIssue({ code: "custom", message });
}

function postgresFault(url: string): string | null {
  const example = "must be an address like postgres://user:password@host:5432/papers";
  if (!URL.canParse(url)) return `${example}; write signs like @ or / in the password as %40 or %2F`;
  return new URL(url).pathname.length > 1 ? null : `${example}, with the name of the database at its end`;
}

function fileFault(url: string): string | null {
  const example = "must be file: and a path, like file:./data/papers.db, or postgres:// and an address";
  const path = /^file:(.+)$/.exec(url)?.[1];
  if (!path) return example;
  if (/^:memory:|^\/*$/.test(path)) return `${example}; a database in memory would lose everything at the end`;
  if (/^\/\/[^/]/.test(path)) return `${example}, without a host: file:///srv/papers.db is a path from the root`;
  if (path.startsWith("~")) return `${example}; ~ is not read as a home folder here: write the whole path`;
  if (/%[\da-f]{2}/i.test(path))
    return `${example}; %20 and the like are not read as signs here: write the signs themselves`;
  if (/\s$/.test(path)) return `${example}, without a blank at its end`;
  return /[?#]/.test(path) ? `${example}, without ? or # and what follows` : null;
}
