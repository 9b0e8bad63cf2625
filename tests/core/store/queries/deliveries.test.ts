import { deliveryContract } from "../../../contracts/delivery-contract.ts";
import { temporaryStore } from "../../../support/temporary-store.ts";

deliveryContract("SQLite", temporaryStore);
