import { existsSync } from "node:fs";

/** Debian's Chromium, or another one that CHROMIUM names. */
export const chromiumPath = process.env["CHROMIUM"] ?? "/usr/bin/chromium";

/** Without these it asks for things of its own, which nothing answers here. */
export const chromiumArguments = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

/** Whether pages can be looked at in a browser. */
export const chromiumIsHere = existsSync(chromiumPath);
