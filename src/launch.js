// Plain JavaScript on purpose: an older Node cannot read the TypeScript below, and should say so instead of crashing.
import module from "node:module";

const [major = 0, minor = 0] = process.versions.node.split(".").map(Number);
if (major < 22 || (major === 22 && minor < 18)) {
  console.error(
    `papers-bot needs Node 22.18 or newer; this is ${process.versions.node}. ` +
      "Run it with `npm start` or `npm run -s papers`, which bring their own Node.",
  );
  process.exit(2);
}
module.enableCompileCache();
const [program = "main"] = process.argv.splice(2, 1);
await import(program === "cli" ? "./cli.ts" : "./main.ts");
