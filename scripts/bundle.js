// Plain JavaScript, because `npm ci` runs it (as `prepare`) and src/launch.js where a source file is newer than the bundle.
import { mkdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const folder = join(import.meta.dirname, "..");
const output = join(folder, "dist");

/** Packages that stay outside: native code, and libraries that only some runs load and that look for files of their own. */
const external = ["better-sqlite3", "@slack/*", "discord.js", "undici", "pg"];

/**
 * Makes `dist/main.js` and `dist/cli.js` with source maps, and `dist/inputs.json`, the files they are made from; throws where
 * esbuild is not installed or the folder cannot be written. Files appear whole and the list last, because another process
 * may start from the same folder meanwhile.
 */
export async function makeBundle() {
  const { build } = await import("esbuild");
  const { outputFiles, metafile } = await build({
    absWorkingDir: folder,
    entryPoints: ["src/main.ts", "src/cli.ts"],
    outdir: output,
    bundle: true,
    splitting: true,
    format: "esm",
    platform: "node",
    target: "node22.18",
    external,
    // Names stay, for stack traces and for libraries that read them.
    minifySyntax: true,
    minifyWhitespace: true,
    sourcemap: true,
    sourcesContent: false,
    // CommonJS packages inside call it for Node's own modules.
    banner: {
      js: `import * as nodeModule from "node:module"; const require = nodeModule.createRequire(import.meta.url);`,
    },
    logLevel: "silent",
    metafile: true,
    write: false,
  });
  mkdirSync(output, { recursive: true });
  for (const { path, contents } of outputFiles) writeWhole(path, contents);
  const ours = Object.keys(metafile.inputs).filter((path) => !path.includes("node_modules/"));
  writeWhole(join(output, "inputs.json"), JSON.stringify([...ours, "package-lock.json", "scripts/bundle.js"]));
}

/** @type {(path: string, contents: string | Uint8Array) => void} */
function writeWhole(path, contents) {
  const beside = `${path}.${process.pid}`;
  writeFileSync(beside, contents);
  renameSync(beside, path);
}

if (process.argv[1] === import.meta.filename) {
  // Chunks of earlier bundles are kept until now: a bot that runs may still load them.
  rmSync(output, { recursive: true, force: true });
  await makeBundle().catch((error) => console.error("No bundle, so the program starts slower.", error));
}
