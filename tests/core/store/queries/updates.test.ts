import { updateContract } from "../../../contracts/update-contract.ts";
import { temporaryStore } from "../../../support/temporary-store.ts";

updateContract("SQLite", temporaryStore);
