import Database from "better-sqlite3";
import { leaseContract } from "../../../contracts/lease-contract.ts";
import { once, temporaryPostgresStore } from "../../../support/temporary-postgres.ts";
import { temporaryStore } from "../../../support/temporary-store.ts";

leaseContract("SQLite", async () => {
  const { store, file, remove } = await temporaryStore();
  const raw = new Database(file);
  return { store, remove: () => (raw.close(), remove()), run: async (statement) => raw.exec(statement) };
});

leaseContract("PostgreSQL", async () => {
  const { store, url, remove } = await temporaryPostgresStore();
  return { store, remove, run: (statement) => once(url, statement) };
});
