import { deliveryContract } from "../../../contracts/delivery-contract.ts";
import { pageContract } from "../../../contracts/page-contract.ts";
import { storeContract } from "../../../contracts/store-contract.ts";
import { updateContract } from "../../../contracts/update-contract.ts";
import { temporaryPostgresStore } from "../../../support/temporary-postgres.ts";

storeContract("PostgreSQL", temporaryPostgresStore);
deliveryContract("PostgreSQL", temporaryPostgresStore);
pageContract("PostgreSQL", temporaryPostgresStore);
updateContract("PostgreSQL", temporaryPostgresStore);
