// In front of a program by `--import`: writes the packages it loaded to the file that LOADED_PACKAGES names, when it ends.
import { writeFileSync } from "node:fs";
import { registerHooks } from "node:module";

const loaded = new Set();
registerHooks({
  load(url, context, next) {
    const name = /.*\/node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(url)?.[1];
    if (name) loaded.add(name);
    return next(url, context);
  },
});
process.on("exit", () => writeFileSync(process.env.LOADED_PACKAGES ?? "loaded.json", JSON.stringify([...loaded])));
