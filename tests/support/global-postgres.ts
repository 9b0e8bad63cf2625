import type { TestProject } from "vitest/node";
import { startPostgres } from "./postgres-server.ts";

declare module "vitest" {
  export interface ProvidedContext {
    /** The address of the PostgreSQL server of this test run. */
    postgres: string;
  }
}

/** Gives all tests of a run one PostgreSQL server: the one that `TEST_POSTGRES_URL` names, else one of its own. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const given = process.env["TEST_POSTGRES_URL"];
  const server = given ? { url: given, stop: () => Promise.resolve() } : await startPostgres();
  project.provide("postgres", server.url);
  return () => server.stop();
}
