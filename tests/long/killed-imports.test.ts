import { killedImports } from "../core/store/sqlite/killed-imports.ts";

killedImports(15_000, 6);
