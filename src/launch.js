// Plain JavaScript on purpose: an older Node cannot read the TypeScript below, and should say so instead of crashing.
import { readFileSync, statSync } from "node:fs";
import module from "node:module";
import v8 from "node:v8";

const [major = 0, minor = 0] = process.versions.node.split(".").map(Number);
if (major < 22 || (major === 22 && minor < 18)) {
  console.error(
    `papers-bot needs Node 22.18 or newer; this is ${process.versions.node}. ` +
      "Run it with `npm start` or `npm run -s papers`, which bring their own Node.",
  );
  process.exit(2);
}
module.enableCompileCache();
process.setSourceMapsEnabled(true);
const program = process.argv.splice(2, 1)[0] === "cli" ? "cli" : "main";
// Collects when the heap has doubled. By itself V8 waits for about four times as much: 3,000 roundups at once took 470 MB
// instead of 350, and no less of the processor.
if (program === "main") v8.setFlagsFromString("--heap-growing-percent=100");
// The bundle starts a one-shot `today` in a quarter of the time that some 900 files take from src/ and node_modules/.
await import((await hasBundle()) ? `../dist/${program}.js` : `./${program}.ts`);

/** Whether `dist/` holds a bundle of the files as they are, after making one where it does not; false where none can be made. */
async function hasBundle() {
  try {
    if (!isCurrent()) await (await import("../scripts/bundle.js")).makeBundle();
    return true;
  } catch {
    return false;
  }
}

function isCurrent() {
  try {
    const root = `${import.meta.dirname}/..`;
    const list = `${root}/dist/inputs.json`;
    const madeAt = statSync(list).mtimeMs;
    const parse = /** @type {(text: string) => string[]} */ (JSON.parse);
    return parse(readFileSync(list, "utf8")).every((path) => statSync(`${root}/${path}`).mtimeMs <= madeAt);
  } catch {
    return false;
  }
}
