import { existsSync } from "node:fs";
import { join } from "node:path";

const folder = join(import.meta.dirname, "../../../shared");

/** Whether the folder of captured data stands beside the repository; tests that need it are skipped where it does not. */
export const sharedIsHere = existsSync(folder);

/** A path inside the folder of captured data. */
export const shared = (path: string): string => join(folder, path);
