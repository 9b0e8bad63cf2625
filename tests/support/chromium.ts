import { existsSync } from "node:fs";

/** Debian's Chromium, or another one that CHROMIUM names. */
export const chromiumPath = process.env["CHROMIUM"] ?? "/usr/bin/chromium";

/** Whether pages can be looked at in a browser. */
export const chromiumIsHere = existsSync(chromiumPath);
