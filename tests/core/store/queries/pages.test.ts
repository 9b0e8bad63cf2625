import { pageContract } from "../../../contracts/page-contract.ts";
import { temporaryStore } from "../../../support/temporary-store.ts";

pageContract("SQLite", temporaryStore);
