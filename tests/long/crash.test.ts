import { crashRuns, everyCrash, noteRuns } from "./crash.ts";

/** Kills in all, shared between platforms and layouts. */
everyCrash(Number(process.env["CRASH_KILLS"] ?? 60), 200, crashRuns);
everyCrash(Number(process.env["CRASH_KILLS"] ?? 100), 200, noteRuns);
