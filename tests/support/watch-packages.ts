import { readFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

/** The environment in which a program notes the packages it loads in a file of `folder`, and what it noted, once it has ended. */
export function watchPackages(folder: string): { env: Record<string, string>; loaded: () => string[] } {
  const file = join(folder, "loaded.json");
  const hook = pathToFileURL(join(import.meta.dirname, "loaded-packages.js")).href;
  return {
    env: { NODE_OPTIONS: `--import ${hook}`, LOADED_PACKAGES: file },
    loaded: () => JSON.parse(readFileSync(file, "utf8")) as string[],
  };
}

/** The kits of chat platforms among packages. */
export const chatKits = (packages: string[]): string[] =>
  packages.filter((name) => /^(@slack\/bolt|discord\.js)$/.test(name));
