import { findPackageJSON } from "node:module";
import { dirname } from "node:path";
import packageJson from "../package.json" with { type: "json" };

/** The program's version, as in `package.json`. */
export const programVersion = packageJson.version;

/** The folder of `package.json`, the same for the TypeScript files and for the bundle made of them. */
export const programFolder = dirname(findPackageJSON(import.meta.url) ?? import.meta.filename);
