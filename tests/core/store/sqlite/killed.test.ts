import { killedImports } from "./killed-imports.ts";

killedImports(1_200, 1);
